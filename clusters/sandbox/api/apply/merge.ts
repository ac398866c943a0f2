import { isJsonObject, type JsonObject, setField } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { bySegment, canHaveParts, type Part, partsOf } from './structure.ts';

/** The present value with what was applied laid over it: part by part where the schema lets parts have different owners. */
export function mergeApplied(live: unknown, applied: unknown, schema: Schema | undefined): unknown {
  // Null applied to what has parts says nothing about the parts.
  if (applied === null && canHaveParts(live, schema)) return live;
  const parts = partsOf(applied, schema);
  const liveParts = partsOf(live, schema);
  if (!parts || !liveParts || parts.kind !== liveParts.kind || parts.parts.length + liveParts.parts.length === 0) return applied;
  return parts.kind === 'map' ? mergeMaps(live, parts.parts) : mergeItems(liveParts.parts, parts.parts);
}

function mergeMaps(live: unknown, applied: readonly Part[]): JsonObject {
  const result = { ...(isJsonObject(live) ? live : {}) };
  for (const { segment, value, schema } of applied) {
    const name = segment.slice(2);
    const there = Object.hasOwn(result, name) ? result[name] : undefined;
    setField(result, name, there === undefined ? value : mergeApplied(there, value, schema));
  }
  return result;
}

/**
 * Items that both lists have come in the order in which they are applied; those that only the live list has keep their places
 * between them. Items that repeat one another's keys are replaced by the applied one.
 */
function mergeItems(live: readonly Part[], applied: readonly Part[]): unknown[] {
  const there = bySegment(live);
  const wanted = bySegment(applied);
  const shared = applied.filter(({ segment }) => there.has(segment)).map(({ segment }) => segment);
  const done = new Set<string>();
  const result: unknown[] = [];

  function take(part: Part): void {
    const same = there.get(part.segment) ?? [];
    done.add(part.segment);
    if (shared[0] === part.segment) shared.shift();
    result.push(same.length === 1 ? mergeApplied(same[0]?.value, part.value, part.schema) : part.value);
  }

  let place = 0;
  for (const part of applied) {
    for (; place < live.length && live[place]?.segment !== part.segment; place += 1) {
      const item = live[place] as Part;
      const isWaitedFor = wanted.has(item.segment) && !done.has(item.segment) && (shared.length === 0 || shared[0] === item.segment);
      if (isWaitedFor) break;
      if (!wanted.has(item.segment)) result.push(item.value);
    }
    if (live[place]?.segment === part.segment) place += 1;
    take(part);
  }
  return [
    ...result,
    ...live
      .slice(place)
      .filter(({ segment }) => !wanted.has(segment))
      .map(({ value }) => value),
  ];
}
