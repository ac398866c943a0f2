import type { EndpointDraft, RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { precisionLabel } from '../../format/recipe.ts';

/** Values of one field: those with which something fits the free GPUs now, and the others that one may ask for. */
export interface Choices {
  fits: string[];
  others: string[];
}

export interface RecipeChoices {
  gpu: Choices;
  gpuCount: Choices;
  precision: Choices;
  backend: Choices;
}

const precisions = ['bf16', 'fp16', 'fp8', 'mxfp4', 'nvfp4', 'int8', 'int4'];
const backends = ['vllm', 'sglang'];
const counts = ['1', '2', '4', '8', '16'];

/** What each field offers, given the ones before it: a GPU kind, then its counts, then their precisions, then engines. */
export function recipeChoices(options: readonly RecipeOptionView[], recipe: EndpointDraft['recipe']): RecipeChoices {
  const gpu = recipe.gpu ?? null;
  const fitting = options.filter(fits);
  const onKind = fitting.filter(({ gpuModel }) => gpu === null || same(gpuModel, gpu));
  const onCount = onKind.filter(({ gpuCount }) => recipe.gpuCount === null || gpuCount === recipe.gpuCount);
  const inPrecision = onCount.filter(({ precision }) => recipe.precision === null || same(precision, recipe.precision));
  const all = (value: (option: RecipeOptionView) => string) => options.map(value);
  return {
    gpu: choices(
      fitting.map(({ gpuModel }) => gpuModel),
      all(({ gpuModel }) => gpuModel),
      gpu,
    ),
    gpuCount: choices(onKind.map(countOf), [...all(countOf), ...counts], recipe.gpuCount === null ? null : String(recipe.gpuCount)),
    precision: choices(
      onCount.map(precisionOf),
      [...all(precisionOf), ...precisions],
      recipe.precision && precisionLabel(recipe.precision),
    ),
    backend: choices(
      inPrecision.map(({ engine }) => engine),
      [...all(({ engine }) => engine), ...backends],
      recipe.backend,
    ),
  };
}

/** The option that the draft asks for, field by field; undefined where it leaves one open or nobody judged it. */
export function askedOption(options: readonly RecipeOptionView[], recipe: EndpointDraft['recipe']): RecipeOptionView | undefined {
  const matching = options.filter(
    (option) =>
      (!recipe.gpu || same(option.gpuModel, recipe.gpu)) &&
      (recipe.gpuCount === null || option.gpuCount === recipe.gpuCount) &&
      (recipe.precision === null || same(option.precision, recipe.precision)) &&
      (recipe.backend === null || same(option.engine, recipe.backend)),
  );
  return matching.find(({ verdict }) => verdict === 'chosen') ?? matching.find(({ verdict }) => verdict === 'fits') ?? matching[0];
}

export function fits({ verdict }: Pick<RecipeOptionView, 'verdict'>): boolean {
  return verdict === 'chosen' || verdict === 'fits';
}

function choices(fitting: readonly string[], known: readonly string[], present: string | null): Choices {
  const first = inOrder(fitting);
  return { fits: first, others: inOrder([...known, ...(present ? [present] : [])]).filter((value) => !first.includes(value)) };
}

// Numbers by their size, words as they come: the best option is first.
function inOrder(values: readonly string[]): string[] {
  const once = [...new Set(values)];
  return once.every((value) => /^\d+$/.test(value)) ? once.sort((a, b) => Number(a) - Number(b)) : once;
}

function same(left: string, right: string): boolean {
  return precisionLabel(left.toLowerCase()) === precisionLabel(right.toLowerCase());
}

function countOf({ gpuCount }: RecipeOptionView): string {
  return String(gpuCount);
}

function precisionOf({ precision }: RecipeOptionView): string {
  return precisionLabel(precision);
}
