import type { ExplorerState } from './explorer-state.ts';

type Change = (value: string, state: ExplorerState) => Partial<ExplorerState> | null;

/** What each option of `slipway fit` changes here. */
const changes: Record<string, Change> = {
  '--max-model-len': (value) => positive(value, (context) => ({ context })),
  '--concurrency': (value) => positive(value, (concurrency) => ({ concurrency })),
  '--count': (value) => positive(value, (gpuCount) => ({ gpuCount, tensorParallel: null })),
  '--tp': (value) => positive(value, (tensorParallel) => ({ tensorParallel })),
  '--precision': (precision) => ({ precision }),
  '--engine': (engine) => (engine === 'vllm' || engine === 'sglang' ? { engine } : null),
  '--kv-cache-dtype': (value) => (value === 'fp8' || value === 'auto' ? { kvCacheDtype: value } : null),
  '--util': (value) => (Number(value) > 0 && Number(value) <= 1 ? { utilization: Number(value) } : null),
  '--gpu': (gpu, state) => ({
    source: 'catalog',
    gpus: state.gpus && !state.gpus.includes(gpu) ? [...state.gpus, gpu] : state.gpus,
    cell: state.cell && { ...state.cell, column: gpu },
  }),
};

/** The state after an option as one would type it, `--max-model-len 16384`; null for one that the explorer cannot say. */
export function applyOption(state: ExplorerState, option: string): ExplorerState | null {
  const words = option.trim().split(/\s+/);
  if (words.length === 0 || words.length % 2 !== 0) return null;
  let changed = state;
  for (let index = 0; index < words.length; index += 2) {
    const change = changes[words[index] ?? '']?.(words[index + 1] ?? '', changed);
    if (!change) return null;
    changed = { ...changed, ...change };
  }
  return changed;
}

function positive(value: string, change: (number: number) => Partial<ExplorerState>): Partial<ExplorerState> | null {
  return /^[1-9]\d*$/.test(value) ? change(Number(value)) : null;
}
