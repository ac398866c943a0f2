/** What tests ask of layouts. */
import { readFileSync } from 'node:fs';
import type { CacheGroup, Layout, Missing, Tensor } from '../../../../../engine/domain/size/layout/layout.ts';
import { layoutOf } from '../../../../../engine/domain/size/layout/layouts.ts';

export type Config = Readonly<Record<string, unknown>>;

const fixtures = new URL('../../../../fixtures/layouts/', import.meta.url);

/** What transformers gives a type by default. */
export const types: Readonly<Record<string, Config>> = read('types.json');

/** Parameters as transformers counts them, by the name of a type or of a file; or why it cannot. */
export const counts: Readonly<Record<string, { parameters?: number; why?: string }>> = read('parameter-counts.json');

export function layout(config: unknown): Layout {
  const answer = layoutOf(config);
  if (!answer.ok) throw new Error(answer.missing.join('\n'));
  return answer.layout;
}

export function missing(config: unknown): Missing {
  const answer = layoutOf(config);
  return answer.ok ? [] : answer.missing;
}

/** The values of all tensors that pass. */
export function parameters({ tensors }: Layout, passes: (tensor: Tensor) => boolean = () => true): number {
  return tensors.filter(passes).reduce((sum, { rows, columns, copies }) => sum + rows * columns * copies, 0);
}

/** Without the layers that predict further tokens, which transformers leaves out. */
export function withoutPrediction(whole: Layout): Layout {
  return { ...whole, tensors: whole.tensors.flatMap((tensor) => kept(tensor, whole.split.layers)) };
}

/** A type's default with other fields. */
export function like(type: string, fields: Config = {}): Config {
  return { ...types[type], ...fields };
}

/** Bytes that one sequence of `tokens` keeps, 2 for each value. */
export function cacheBytes({ cache }: Layout, tokens: number): number {
  return cache.reduce((sum, group) => sum + groupBytes(group, tokens), 0);
}

/** Layers that keep something of this kind. */
export function layersOf(config: unknown, kind: CacheGroup['kind']): number {
  return layout(config).cache.reduce((sum, group) => (group.kind === kind ? sum + group.layers : sum), 0);
}

function groupBytes(group: CacheGroup, tokens: number): number {
  switch (group.kind) {
    case 'full':
      return 2 * group.layers * group.heads * (group.keyWidth + group.valueWidth) * tokens;
    case 'sliding':
      return 2 * group.layers * group.heads * (group.keyWidth + group.valueWidth) * Math.min(tokens, group.window);
    case 'latent':
      return 2 * group.layers * group.width * tokens;
    case 'index':
      return group.layers * group.bytesPerToken * tokens;
    case 'state':
      return group.layers * group.bytesPerSequence;
  }
}

function kept(tensor: Tensor, layers: number): Tensor[] {
  if (/(^|\.)mtp/.test(tensor.module)) return [];
  if (!/^(model|(language_)?model\.(language_)?model)\.layers\./.test(tensor.module) || !tensor.layers) return [tensor];
  const inside = tensor.layers.filter((layer) => layer < layers);
  return inside.length === 0 ? [] : [{ ...tensor, layers: inside, copies: (tensor.copies / tensor.layers.length) * inside.length }];
}

function read(name: string) {
  return JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'));
}
