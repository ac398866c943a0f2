/** What the operator finds in the objects that people write, kind by kind. */
import type { z } from 'zod';
import type { KubernetesObject } from '../../../clusters/objects.ts';
import type { Problem } from '../../contract/errors.ts';
import { routeKind, routeSpec } from '../../contract/route.ts';
import { aimCacheSpec } from '../../dialects/aim/cache-schema.ts';
import { aimCacheKind, aimEndpointKind, aimRecipeKind } from '../../dialects/aim/group.ts';
import { notYetActedUpon } from '../../dialects/aim/not-yet.ts';
import { readAimEndpoint } from '../../dialects/aim/read-aim-endpoint.ts';
import { readAimRecipe } from '../../dialects/aim/read-aim-recipe.ts';
import { problemsOf } from '../../dialects/problems.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { checkRecipe } from '../../domain/choose/check-recipe.ts';

export interface Findings {
  /** The object cannot be acted upon. */
  readonly problems: readonly Problem[];
  /** It can, but not as it may seem. */
  readonly warnings: readonly string[];
}

type Written = KubernetesObject & { spec?: unknown };
type Find = (object: Written, catalog: Catalog) => Findings;

/** The kinds that are looked at; the webhooks' rules follow from them. */
export const validatedKinds = [aimEndpointKind, aimRecipeKind, aimCacheKind, routeKind];

const finders: Readonly<Record<string, Find>> = {
  [groupKindOf(aimEndpointKind)]: findInEndpoint,
  [groupKindOf(aimRecipeKind)]: findInRecipe,
  [groupKindOf(aimCacheKind)]: findInCache,
  [groupKindOf(routeKind)]: ({ spec }) => ({ problems: schemaProblems(routeSpec, spec), warnings: [] }),
};

/** Nothing for kinds that nobody here reads. */
export function findingsOf(groupKind: string, object: Written, catalog: Catalog): Findings {
  return finders[groupKind]?.(object, catalog) ?? { problems: [], warnings: [] };
}

function groupKindOf({ group, kind }: { group: string; kind: string }): string {
  return `${group}/${kind}`;
}

function findInEndpoint(object: Written): Findings {
  const read = readAimEndpoint(object);
  if (!read.ok) return { problems: read.problems, warnings: [] };
  const idle = notYetActedUpon(read.value).map((field) => `${field}: kept, but nothing acts on it yet.`);
  return { problems: [], warnings: [...read.notes, ...idle] };
}

function findInRecipe(object: Written, catalog: Catalog): Findings {
  const read = readAimRecipe(object);
  if (!read.ok) return { problems: read.problems, warnings: [] };
  const { usable, findings } = checkRecipe(read.value, catalog);
  return { problems: [], warnings: usable ? [] : findings };
}

function findInCache({ spec }: Written): Findings {
  const problems = schemaProblems(aimCacheSpec, spec);
  return { problems, warnings: problems.length > 0 ? [] : ['AIMCache: kept, but nothing acts on it yet.'] };
}

function schemaProblems(schema: z.ZodType, spec: unknown): Problem[] {
  const parsed = schema.safeParse(spec ?? {});
  return parsed.success ? [] : problemsOf(parsed.error, 'spec');
}
