import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';

/** What was judged for a draft that insists on one kind of GPU. */
export interface KindOptions {
  kind: string;
  options: readonly RecipeOptionView[];
}

/**
 * Everything that a draft could ask for on a cluster: what is chosen from by itself, and, of kinds that are used only when they are
 * asked for, what they could do. Only the first list has a chosen one.
 */
export function mergePossible(automatic: readonly RecipeOptionView[], others: readonly KindOptions[]): RecipeOptionView[] {
  const further = others.flatMap(({ kind, options }) =>
    options
      .filter(({ gpuModel }) => gpuModel === kind)
      .map((option): RecipeOptionView => (option.verdict === 'chosen' ? { ...option, verdict: 'fits' } : option)),
  );
  return [...automatic, ...further];
}

/** The cluster's kinds that no option is for: the dialect takes them only when they are asked for. */
export function kindsToAsk(automatic: readonly RecipeOptionView[], kinds: readonly string[]): string[] {
  return [...new Set(kinds)].filter((kind) => !automatic.some(({ gpuModel }) => gpuModel === kind));
}
