import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';

type PerGpu = NonNullable<RecipeOptionView['perGpu']>;

/** A recipe's memory as a running engine fills it: the KV cache has all that it allows itself, and nothing of that is left over. */
export function filled(perGpu: PerGpu): PerGpu {
  return { ...perGpu, freeBytes: 0 };
}
