import { expect, test } from 'vitest';
import type { Layout, Tensor } from '../../../../../engine/domain/size/layout/layout.ts';
import { largestRank } from '../../../../../engine/domain/size/weights/rank.ts';
import { storedTensors } from '../../../../../engine/domain/size/weights/stored.ts';

const layers = [0, 1, 2, 3, 4];
const everywhere: Pick<Tensor, 'layers' | 'copies'> = { layers, copies: layers.length };
const tensors: Record<string, Tensor> = {
  embedding: { module: 'model.embed_tokens', rows: 1000, columns: 100, copies: 1, role: 'embedding' },
  head: { module: 'lm_head', rows: 1000, columns: 100, copies: 1, role: 'head' },
  norm: { module: 'model.layers.*.input_layernorm', rows: 1, columns: 100, ...everywhere, role: 'norm' },
  router: { module: 'model.layers.*.mlp.gate', rows: 10, columns: 100, ...everywhere, role: 'router' },
  queries: { module: 'model.layers.*.self_attn.q_proj', rows: 800, columns: 100, ...everywhere, role: 'linear' },
  keys: { module: 'model.layers.*.self_attn.k_proj', rows: 200, columns: 100, ...everywhere, role: 'linear' },
  joined: { module: 'model.layers.*.self_attn.qkv_proj', rows: 1200, columns: 100, ...everywhere, role: 'linear' },
  latent: { module: 'model.layers.*.self_attn.kv_a_proj_with_mqa', rows: 60, columns: 100, ...everywhere, role: 'linear' },
  experts: { module: 'model.layers.*.mlp.experts.*.up_proj', rows: 40, columns: 100, layers, copies: 50, role: 'expert' },
};

/** Bytes of one rank, of the bytes of the whole. */
function share(name: string, split: { tensorParallel: number; pipelineParallel?: number; expertParallel?: boolean }): number {
  const tensor = tensors[name];
  const layout = layoutOf(tensor ? [tensor] : []);
  const stored = storedTensors(layout, undefined, 'bf16');
  return largestRank(stored, layout, split) / largestRank(stored, layout, { tensorParallel: 1 });
}

test.each([
  ['embedding', 4, 1 / 4],
  ['head', 4, 1 / 4],
  ['queries', 4, 1 / 4],
  ['experts', 4, 1 / 4],
  ['norm', 4, 1],
  ['router', 4, 1],
  ['latent', 4, 1],
  ['keys', 2, 1 / 2],
  // Two heads of keys: four GPUs hold one each, twice.
  ['keys', 4, 1 / 2],
  // Eight heads of queries, two of keys and two of values: 2 + 1 + 1 of 12 on each of four.
  ['joined', 4, 4 / 12],
])('%s on each of %d GPUs', (name, tensorParallel, part) => {
  expect(share(name, { tensorParallel })).toBeCloseTo(part, 12);
});

test('with expert parallelism a GPU holds whole experts: four of ten on the fullest of three', () => {
  expect(share('experts', { tensorParallel: 3, expertParallel: true })).toBeCloseTo(4 / 10, 12);
});

test('pipeline stages take whole layers: three of five on the fuller of two', () => {
  expect(share('queries', { tensorParallel: 1, pipelineParallel: 2 })).toBeCloseTo(3 / 5, 12);
  expect(share('queries', { tensorParallel: 2, pipelineParallel: 5 })).toBeCloseTo(1 / 10, 12);
});

test('the last stage repeats a tied embedding, and has the head alone where there is one', () => {
  const tied = layoutOf(pick('embedding', 'queries'));
  const untied = layoutOf(pick('embedding', 'queries', 'head'));
  const split = { tensorParallel: 1, pipelineParallel: 5 };
  const bytes = (layout: Layout) => largestRank(storedTensors(layout, undefined, 'bf16'), layout, split);
  expect(bytes(tied)).toBe((1000 * 100 + 800 * 100) * 2);
  expect(bytes(untied)).toBe((1000 * 100 + 800 * 100) * 2);
});

function pick(...names: string[]): Tensor[] {
  return names.flatMap((name) => tensors[name] ?? []);
}

function layoutOf(of: readonly Tensor[]): Layout {
  const split = { layers: 5, attentionHeads: 8, keyValueHeads: 2, experts: 10, expertWidth: 40 };
  return { modelType: 'any', purpose: 'generate', tensors: of, cache: [], split, contextLimit: 1024, multimodal: false };
}
