/** What a sequence holds on the fullest GPU of a group: keys and values, latents, index keys, states. */
import type { Precision } from '../../precision.ts';
import type { CacheGroup, Layout } from '../layout/layout.ts';

export type BytesPerValue = 1 | 2 | 4;

/** The cache is in the format of the weights that compute it, 16 bits or fp32, unless one asks for FP8. */
export function cacheBytesPerValue(kvCacheDtype: 'auto' | 'fp8' | undefined, weights: Precision): BytesPerValue {
  if (kvCacheDtype === 'fp8') return 1;
  return weights === 'fp32' ? 4 : 2;
}

export interface CacheSplit {
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  /** 2 for a 16-bit cache, 1 with `--kv-cache-dtype fp8`, 4 for a model that is run in fp32. */
  readonly bytesPerValue: BytesPerValue;
}

/** Bytes on one GPU. */
export interface CacheCost {
  /** Of one token in the layers that keep every token. */
  readonly perToken: number;
  /** Layers that keep only the last tokens. */
  readonly windows: readonly Window[];
  /** Whatever the length: the state of linear attention and Mamba. */
  readonly perSequence: number;
}

interface Window {
  readonly perToken: number;
  readonly tokens: number;
}

const costs = new WeakMap<Layout, Map<number, CacheCost>>();

/** Remembered for each model: a slider asks the same a thousand times. */
export function cacheCost(layout: Layout, split: CacheSplit): CacheCost {
  const known = costs.get(layout) ?? new Map<number, CacheCost>();
  if (known.size === 0) costs.set(layout, known);
  const key = (split.tensorParallel * 4096 + split.pipelineParallel) * 8 + split.bytesPerValue;
  const found = known.get(key);
  if (found) return found;
  const cost = computeCost(layout.cache, split);
  known.set(key, cost);
  return cost;
}

/**
 * Of the whole model, in layers without a window; where all have one, of a token inside it. Index keys of sparse attention are not
 * counted among keys and values.
 */
export function keyValueBytesPerToken({ cache }: Layout, bytesPerValue: BytesPerValue): number {
  const split = { tensorParallel: 1, pipelineParallel: 1, bytesPerValue };
  const lasting = cache.filter(({ kind }) => kind === 'full' || kind === 'latent');
  const counted = lasting.length > 0 ? lasting : cache.filter(({ kind }) => kind === 'sliding');
  return sum(counted, (group) => perToken(group, split));
}

function computeCost(groups: readonly CacheGroup[], split: CacheSplit): CacheCost {
  return {
    perToken: sum(groups, (group) => (group.kind === 'sliding' || group.kind === 'state' ? 0 : perToken(group, split))),
    windows: groups.flatMap((group) => (group.kind === 'sliding' ? [{ perToken: perToken(group, split), tokens: group.window }] : [])),
    // Heads of linear attention are split over the group like those of full attention.
    perSequence: sum(groups, (group) =>
      group.kind === 'state' ? (layersOf(group, split) * group.bytesPerSequence) / split.tensorParallel : 0,
    ),
  };
}

function perToken(group: CacheGroup, split: CacheSplit): number {
  const layers = layersOf(group, split);
  switch (group.kind) {
    case 'full':
    case 'sliding':
      return layers * headsOfRank(group.heads, split) * (group.keyWidth + group.valueWidth) * split.bytesPerValue;
    case 'latent':
      // One latent for all heads: every rank holds it whole.
      return layers * group.width * split.bytesPerValue;
    case 'index':
      return layers * group.bytesPerToken;
    case 'state':
      return 0;
  }
}

/** Heads are repeated where there are more GPUs than heads. */
function headsOfRank(heads: number, { tensorParallel }: CacheSplit): number {
  return Math.max(1, Math.ceil(heads / tensorParallel));
}

/** Stages take turns at the remainder, so the fullest has one more. */
function layersOf(group: CacheGroup, { pipelineParallel }: CacheSplit): number {
  return Math.ceil(group.layers / pipelineParallel);
}

function sum(groups: readonly CacheGroup[], bytes: (group: CacheGroup) => number): number {
  return groups.reduce((total, group) => total + bytes(group), 0);
}
