import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually.ts';
import { endpointManifest } from '../helpers/manifests.ts';
import { runningServe, runSlipway } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

// One serve for the table: each row leaves nothing behind, which the last row checks.
describe('bad input', () => {
  it('gets a sentence with field, reason and what to do, and makes nothing', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    const good = endpointManifest('demo');
    const rows: { what: string; yaml: string; says: string[] }[] = [
      { what: 'tabs', yaml: good.replace('  model:', '\tmodel:'), says: ['line 7', 'indented with a tab', 'Replace the tab by spaces.'] },
      {
        what: 'an unknown kind',
        yaml: good.replace('AIMEndpoint', 'AIMEndpont'),
        says: ['line 2, kind', 'knows no kind AIMEndpont', 'aim.engine.amd.com has AIMCache, AIMEndpoint, AIMRecipe.'],
      },
      {
        what: 'an unknown group',
        yaml: good.replace('aim.engine.amd.com', 'serving.example.com').replace('AIMEndpoint', 'InferenceService'),
        says: ['Install the CustomResourceDefinition of serving.example.com first'],
      },
      {
        what: 'negative replicas',
        yaml: `${good}  scaling:\n    minReplicas: -1\n`,
        says: ['line 14, spec.scaling.minReplicas', 'Must be 0 or more (it is -1).'],
      },
      {
        what: 'an unknown field',
        yaml: `${good}  scalling: {}\n`,
        says: ['spec.scalling', 'There is no field spec.scalling in this kind.'],
      },
      {
        what: 'a missing namespace',
        yaml: good.replace('aim-engine', 'nowhere'),
        says: ['The namespace nowhere does not exist.', 'kubectl create namespace nowhere'],
      },
      { what: 'a document that is no object', yaml: 'just words', says: ['not an object with fields'] },
      { what: 'one bad document after a good one', yaml: `${good}---\n${good.replace('demo', 'Not_A_Name')}`, says: ['metadata.name'] },
    ];
    for (const { what, yaml, says } of rows) {
      const { stderr, exitCode } = await serve.slipway(['apply', '-f', '-'], yaml);
      for (const part of says) expect(stderr, what).toContain(part);
      expect(stderr, what).not.toMatch(/^\s+at /m);
      expect(exitCode, what).toBe(2);
    }
    expect((await serve.call.endpoints.list.query()).endpoints).toEqual([]);
  }, 120_000);

  it('such as an unknown model is said on the endpoint, with what to do, and nothing is started', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    await serve.call.manifests.applyAll.mutate({ yaml: endpointManifest('demo', { model: 'nobody/no-such-model' }) });
    const detail = await eventually(async () => {
      const seen = await serve.call.endpoints.get.query({ namespace: 'aim-engine', name: 'demo' });
      return seen.endpoint?.state === 'failed' && seen;
    });
    expect(detail.endpoint?.message).toContain('nobody/no-such-model');
    expect(detail.pods).toEqual([]);
  }, 60_000);

  it('such as a node of unknown GPUs names those that exist', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    const { stderr, exitCode } = await serve.slipway(['sandbox', 'nodes', 'add', '--gpu', 'MI9000']);
    expect(stderr).toContain('MI9000');
    expect(stderr).toContain('MI300X');
    expect(exitCode).not.toBe(0);
  }, 60_000);
});

describe('a start that cannot be', () => {
  it('is refused for a second serve on the same data directory, naming the first', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    const { stderr, exitCode } = await runSlipway(['serve', '--no-open'], { dataDirectory: folder.path });
    expect(stderr).toContain(`is in use: process ${serve.pid} serves it at ${serve.url}.`);
    expect(exitCode).toBe(1);
  }, 60_000);

  it.each(['--port', '--gateway-port'])(
    'is refused for a %s that is in use, naming it',
    async (flag) => {
      await using folder = await temporaryFolder();
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
      const { port } = taken.address() as { port: number };
      const { stderr, exitCode } = await runSlipway(['serve', '--no-open', flag, String(port)], { dataDirectory: folder.path });
      taken.close();
      expect(stderr).toContain(`Port ${port} for`);
      expect(stderr).toContain('is in use by another program.');
      expect(exitCode).toBe(1);
    },
    60_000,
  );
});
