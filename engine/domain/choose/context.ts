/** The context that is set where neither the recipe nor the endpoint says one. */
import { engineWords, flagNames } from '../arguments/engine-words.ts';
import { hasFlag } from '../arguments/flags.ts';
import { type Catalog, findModel, modelFacts } from '../catalog/catalog.ts';
import type { GpuKind } from '../fleet/gpu-kinds.ts';
import type { Recipe } from './recipe.ts';
import { bytesOf, sizeConfiguration } from './size-option.ts';

/** Longer contexts are asked for, not assumed: each costs memory on every GPU. */
const defaultContext = 32_768;
/** What vLLM takes where a config does not say how long its sequences may be: vllm/config/model.py. */
const assumedContext = 2048;
/** With less a person had better be told that it does not fit. */
const leastContext = 4096;

export interface Context {
  /** `--max-model-len 32768`; none where one is said, or the model generates nothing. */
  readonly words: readonly string[];
  /** Tokens, where less than usual fits. */
  readonly shortenedTo?: number | undefined;
}

interface Question {
  readonly recipe: Recipe;
  readonly gpuCount: number;
  /** Repaired. */
  readonly words: readonly string[];
  readonly kind: GpuKind | undefined;
}

/** The usual length, the model's own limit where that is less, or what fits of it. What a person wrote as a recipe stays as it is. */
export function contextFor(question: Question, catalog: Catalog): Context {
  const { recipe, words, kind } = question;
  const flag = flagNames[recipe.engine].context;
  if (recipe.origin === 'cluster' || hasFlag(words, flag)) return { words: [] };
  const model = findModel(catalog, engineWords(recipe.engine, words).checkpoint ?? recipe.model);
  const reading = model && modelFacts(model).reading;
  if (!reading?.ok || reading.layout.purpose !== 'generate') return { words: [] };
  const usual = Math.min(defaultContext, reading.layout.contextLimit ?? assumedContext);
  const longest = kind ? longestThatFits({ ...question, kind }, usual, catalog) : usual;
  return longest === usual ? { words: [flag, String(usual)] } : { words: [flag, String(longest)], shortenedTo: longest };
}

/** In whole thousands of 1024; `usual` where nothing useful fits, so that the refusal names that. */
function longestThatFits({ recipe, gpuCount, words, kind }: Question & { kind: GpuKind }, usual: number, catalog: Catalog): number {
  const asked = { recipe, gpuCount, words, gpu: kind.gpu, gpuBytes: bytesOf(kind) };
  const { verdict, facts } = sizeConfiguration({ ...asked, anyContext: true }, catalog);
  const longest = Math.floor((facts?.context ?? 0) / 1024) * 1024;
  return verdict === 'fits' && longest >= leastContext && longest < usual ? longest : usual;
}
