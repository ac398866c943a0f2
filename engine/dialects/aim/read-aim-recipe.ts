/** AIMRecipe -> Recipe. */
import type { Problem } from '../../contract/errors.ts';
import type { Recipe, RecipeConfiguration } from '../../domain/choose/recipe.ts';
import { normalisePrecision } from '../../domain/precision.ts';
import { problemsOf } from '../problems.ts';
import type { AimResource, ReadResult } from './read-aim-endpoint.ts';
import { readEngine } from './read-engine.ts';
import { type AimRecipeSpec, aimRecipeSpec } from './recipe-schema.ts';

export function readAimRecipe(resource: AimResource): ReadResult<Recipe> {
  const parsed = aimRecipeSpec.safeParse(resource.spec ?? {});
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, 'spec') };
  const { modelId, hardware, backend } = parsed.data;
  const engine = readEngine(backend);
  const precision = normalisePrecision(parsed.data.precision);
  const problems = meaningless(parsed.data);
  if (!engine || !precision || problems.length > 0) return { ok: false, problems };
  const value: Recipe = {
    origin: 'cluster',
    name: resource.metadata?.name ?? '',
    namespace: resource.metadata?.namespace ?? 'default',
    model: modelId,
    hardware,
    precision,
    engine,
    configurations: (parsed.data.configurations ?? []).map(configurationOf),
  };
  return { ok: true, value, notes: [] };
}

function configurationOf(configuration: NonNullable<AimRecipeSpec['configurations']>[number]): RecipeConfiguration {
  return {
    gpuCount: configuration.gpuCount,
    enabled: configuration.enabled,
    arguments: configuration.args ?? [],
    environment: configuration.env ?? [],
    requests: texts(configuration.resources?.requests),
    limits: texts(configuration.resources?.limits),
  };
}

function meaningless({ backend, precision, configurations }: AimRecipeSpec): Problem[] {
  const problems: Problem[] = [];
  if (!readEngine(backend))
    problems.push({ field: 'spec.backend', message: `"${backend}" is no engine that AIM recipes run.`, fix: 'Use vllm or sglang.' });
  if (!normalisePrecision(precision))
    problems.push({ field: 'spec.precision', message: `"${precision}" names no number format.`, fix: 'Use bf16, fp16, fp8 ...' });
  if (!configurations?.some((each) => each.enabled)) {
    problems.push({
      field: 'spec.configurations',
      message: 'No configuration is enabled, so the recipe can run nothing.',
      fix: 'Add one with enabled: true.',
    });
  }
  return problems;
}

function texts(values: Record<string, string | number> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(value)]));
}
