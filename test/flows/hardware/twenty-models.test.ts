/**
 * What the composer drafts is deployed as the choice says: dense models and mixtures, latent attention, MXFP4 and FP8, from 1.5
 * to 671 billion parameters. The simulator judges the arguments as the engine's own parser would, and serves only what it accepts.
 */
import { describe, expect, it } from 'vitest';
import type { EndpointDraft } from '../../../engine/contract/views/workbench.ts';
import { eventually } from '../../helpers/eventually.ts';
import { type RunningServe, runningServe } from '../../helpers/running-serve.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const namespace = 'aim-engine';

interface Wanted {
  readonly model: string;
  readonly gpu?: 'H100';
  readonly engine?: 'sglang';
  /** What a person would expect: GPU kind and count. */
  readonly expected: string;
}

const models: readonly Wanted[] = [
  { model: 'Qwen/Qwen2.5-1.5B-Instruct', expected: 'MI300X x1 bf16 vllm' },
  { model: 'meta-llama/Llama-3.2-3B-Instruct', expected: 'MI300X x1 fp16 vllm' },
  { model: 'mistralai/Mistral-7B-Instruct-v0.3', expected: 'MI300X x1 bf16 vllm' },
  { model: 'meta-llama/Llama-3.1-8B-Instruct', expected: 'MI300X x1 fp16 vllm' },
  { model: 'Qwen/Qwen3-8B-FP8', expected: 'MI300X x1 fp8 vllm' },
  { model: 'microsoft/phi-4', expected: 'MI300X x1 bf16 vllm' },
  { model: 'google/gemma-2-27b-it', expected: 'MI300X x1 bf16 vllm' },
  { model: 'Qwen/Qwen3-32B', expected: 'MI300X x1 fp16 vllm' },
  { model: 'meta-llama/Llama-3.1-70B-Instruct', expected: 'MI300X x1 bf16 vllm' },
  { model: 'Qwen/Qwen2.5-72B-Instruct', expected: 'MI300X x1 bf16 vllm' },
  { model: 'mistralai/Mixtral-8x7B-Instruct-v0.1', expected: 'MI300X x1 fp16 vllm' },
  { model: 'Qwen/Qwen3-30B-A3B', expected: 'MI300X x1 bf16 vllm' },
  { model: 'openai/gpt-oss-20b', expected: 'MI300X x1 mxfp4 vllm' },
  { model: 'openai/gpt-oss-120b', expected: 'MI300X x1 mxfp4 vllm' },
  { model: 'deepseek-ai/DeepSeek-V2-Lite', expected: 'MI300X x1 bf16 vllm' },
  { model: 'Qwen/Qwen3-235B-A22B-FP8', expected: 'MI300X x4 fp8 vllm' },
  { model: 'meta-llama/Llama-3.1-405B-Instruct', expected: 'MI300X x8 bf16 vllm' },
  { model: 'deepseek-ai/DeepSeek-R1', expected: 'MI300X x8 fp8 vllm' },
  { model: 'Qwen/Qwen3-14B', gpu: 'H100', expected: 'H100-SXM5-80GB x1 bf16 vllm' },
  { model: 'openai/gpt-oss-120b', gpu: 'H100', expected: 'H100-SXM5-80GB x1 mxfp4 vllm' },
  { model: 'RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic', gpu: 'H100', expected: 'H100-SXM5-80GB x2 fp8 vllm' },
  { model: 'Qwen/Qwen3-8B', gpu: 'H100', engine: 'sglang', expected: 'H100-SXM5-80GB x1 bf16 sglang' },
];

describe('twenty models of the catalog on MI300X and H100', () => {
  it('run as the choice says, with arguments that the engines accept', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    for (const gpu of ['MI300X', 'MI300X', 'MI300X', 'MI300X', 'H100']) await serve.call.sandbox.addNode.mutate({ gpu, count: 8 });
    await eventually(async () => (await serve.call.hardware.nodes.query()).filter(({ gpus }) => gpus.length > 0).length >= 5);

    const drafted = [];
    for (const [index, wanted] of models.entries()) drafted.push(await deploy(serve, wanted, `model-${index}`));
    const rows = await Promise.all(drafted.map((row) => withChoice(serve, row)));
    const text = rows.map(({ model, offered }) => `${model.padEnd(45)} ${offered}`).join('\n');
    process.stdout.write(`${text}\n`);

    expect(rows.map(({ offered }) => offered)).toEqual(models.map(({ expected }) => expected));
    expect(rows.map(({ chosen }) => chosen)).toEqual(rows.map(({ recipe }) => recipe));
  }, 300_000);
});

async function deploy(serve: RunningServe, { model, gpu, engine }: Wanted, name: string) {
  const draft: EndpointDraft = {
    name,
    namespace,
    modelId: model,
    recipe: { autoSelect: true, gpuCount: null, precision: null, backend: engine ?? null, gpu },
    minReplicas: 1,
    serviceType: 'ClusterIP',
    port: 8000,
  };
  const yaml = await serve.call.manifests.render.query(draft);
  const { problems, options } = await serve.call.manifests.check.query({ yaml });
  expect(problems).toEqual([]);
  const [first] = options;
  expect(first, model).toMatchObject({ verdict: 'chosen', code: 'BestMatch' });
  await serve.call.manifests.applyAll.mutate({ yaml });
  const offered = `${first?.gpuModel} x${first?.gpuCount} ${first?.precision} ${first?.engine}`;
  return { name, model, offered, recipe: first?.name };
}

/** With the recipe that the operator chose, once the endpoint is ready. */
async function withChoice(serve: RunningServe, row: Awaited<ReturnType<typeof deploy>>) {
  const { endpoint } = await eventually(() => readyEndpoint(serve, row.name), { timeoutMs: 120_000, intervalMs: 500 });
  return { ...row, chosen: endpoint?.recipe?.name };
}

async function readyEndpoint(serve: RunningServe, name: string) {
  const detail = await serve.call.endpoints.get.query({ namespace, name });
  if (detail.endpoint?.state === 'failed') throw new Error(`${detail.endpoint.model}: ${detail.endpoint.message}`);
  return detail.endpoint?.state === 'ready' && detail;
}
