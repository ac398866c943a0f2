import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually.ts';
import { endpointManifest } from '../helpers/manifests.ts';
import { runningServe } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const key = { namespace: 'aim-engine', name: 'qwen-7b-demo' };
const kubectl = await execa('kubectl', ['version', '--client'], { reject: false });

/** AIM's own examples, written out; they apply as they are. */
const examples = new URL('../fixtures/aim/', import.meta.url);

describe('the first endpoint', () => {
  it('goes from a manifest to a streamed answer, and away again', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);

    const applied = await serve.slipway(['apply', '-f', '-'], endpointManifest(key.name));
    expect(applied.stdout).toBe('aimendpoint/qwen-7b-demo in aim-engine created');
    const ready = await eventually(() => readyEndpoint(serve), { timeoutMs: 30_000 });
    expect(ready.endpoint).toMatchObject({ state: 'ready', model: 'Qwen/Qwen2.5-7B-Instruct', replicas: { ready: 1, wanted: 1 } });
    expect(ready.endpoint?.recipe).toMatchObject({ gpuModel: 'MI300X', gpuCount: 1 });
    expect(ready.endpoint?.servedAs).toContain('Qwen/Qwen2.5-7B-Instruct');
    expect(ready.steps.map((step) => step.state)).toEqual(Array(7).fill('done'));

    const chunks = await streamThroughGateway(serve);
    expect(chunks.filter((chunk) => chunk.startsWith('data: {')).length).toBeGreaterThan(3);
    expect(chunks.at(-1)).toBe('data: [DONE]');

    const chat = await serve.slipway(['chat', key.name, 'Why is the sea blue?', '--max-tokens', '16', '--json']);
    const answer = JSON.parse(chat.stdout);
    expect(answer).toMatchObject({ finishReason: 'length', completionTokens: 16 });
    expect(answer.text.length).toBeGreaterThan(0);
    expect(answer.ttftMs).toBeGreaterThan(0);

    const log = await serve.slipway(['logs', key.name]);
    expect(log.stdout).toContain('Application startup complete');

    const removed = await serve.slipway(['delete', key.name, '--yes']);
    expect(removed.stdout).toBe('endpoint/qwen-7b-demo in aim-engine deleted');
    await eventually(async () => (await serve.call.endpoints.list.query()).endpoints.length === 0, { timeoutMs: 30_000 });
    await eventually(
      async () => (await serve.call.hardware.nodes.query()).every(({ gpus }) => gpus.every(({ free, total }) => free === total)),
      {
        timeoutMs: 30_000,
      },
    );
  }, 120_000);

  it('is refused with its reason, and nothing is started, when its tensors cannot be split', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    const recipe = 'autoSelect: false\ngpuCount: 8\nprecision: bf16\nbackend: vllm';
    await serve.call.manifests.applyAll.mutate({ yaml: endpointManifest(key.name, { recipe }) });
    const detail = await eventually(async () => {
      const seen = await serve.call.endpoints.get.query(key);
      return seen.endpoint?.state === 'failed' && seen;
    });
    expect(detail.endpoint?.message).toContain('28');
    expect(detail.pods).toEqual([]);
    expect(detail.steps.find((step) => step.id === 'recipe')).toMatchObject({ state: 'failed' });
  }, 60_000);

  it.skipIf(kubectl.exitCode !== 0)(
    "is one of AIM's examples, which kubectl applies as they are (kubectl must be on the PATH)",
    async () => {
      await using folder = await temporaryFolder();
      await using serve = await runningServe(folder.path);
      const { stdout: kubeconfig } = await serve.slipway(['kubeconfig', '--path']);
      const run = (words: string[]) => execa('kubectl', ['--kubeconfig', kubeconfig, ...words]);
      const files = readdirSync(examples).filter((file) => file.endsWith('.yaml'));
      const demo = files.filter((file) => file.includes(key.name));
      expect(demo).toHaveLength(1);
      for (const file of [...demo, ...files]) await run(['apply', '-f', fileURLToPath(new URL(file, examples))]);
      await run(['wait', '--for=condition=Ready', `aimendpoint/${key.name}`, '-n', key.namespace, '--timeout=30s']);
      const { stdout } = await run(['get', 'aimendpoints', '-n', key.namespace]);
      const [headings = '', ...rows] = stdout.split('\n');
      expect(headings.split(/\s+/)).toEqual(['NAME', 'MODEL', 'RECIPE', 'PHASE', 'REPLICAS', 'AGE']);
      expect(rows.find((row) => row.startsWith(key.name))).toMatch(/^qwen-7b-demo\s+Qwen\/Qwen2\.5-7B-Instruct\s+\S+\s+Running\s+1\s/);
    },
    120_000,
  );
});

type Serve = Awaited<ReturnType<typeof runningServe>>;

async function readyEndpoint(serve: Serve) {
  const detail = await serve.call.endpoints.get.query(key);
  return detail.endpoint?.state === 'ready' && detail.steps.every((step) => step.state === 'done') && detail;
}

async function streamThroughGateway(serve: Serve): Promise<string[]> {
  const { gatewayUrl } = await serve.call.workbench.status.query();
  const answer = await fetch(`${gatewayUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'Qwen/Qwen2.5-7B-Instruct',
      messages: [{ role: 'user', content: 'Count to ten.' }],
      stream: true,
      max_tokens: 32,
    }),
  });
  expect(answer.status).toBe(200);
  const text = await answer.text();
  return text.split('\n').filter((line) => line !== '');
}
