import { isJsonObject, type JsonObject, setField } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { partsOf } from './structure.ts';

/** The present value with what was applied laid over it: part by part where the schema lets parts have different owners. */
export function mergeApplied(live: unknown, applied: unknown, schema: Schema | undefined): unknown {
  const parts = partsOf(applied, schema);
  const liveParts = partsOf(live, schema);
  if (!parts || !liveParts || parts.kind !== liveParts.kind) return applied;
  const there = new Map(liveParts.parts.map((part) => [part.segment, part]));
  const merged = parts.parts.map((part) => ({
    segment: part.segment,
    value: there.has(part.segment) ? mergeApplied(there.get(part.segment)?.value, part.value, part.schema) : part.value,
  }));
  return parts.kind === 'map' ? mergeMaps(live, merged) : mergeItems(liveParts.parts, merged);
}

interface Merged {
  segment: string;
  value: unknown;
}

function mergeMaps(live: unknown, merged: Merged[]): JsonObject {
  const result = { ...(isJsonObject(live) ? live : {}) };
  for (const { segment, value } of merged) setField(result, segment.slice(2), value);
  return result;
}

/** What is there keeps its place, what is new comes after it. */
function mergeItems(live: Merged[], merged: Merged[]): unknown[] {
  const bySegment = new Map(merged.map(({ segment, value }) => [segment, value]));
  const kept = live.map(({ segment, value }) => (bySegment.has(segment) ? bySegment.get(segment) : value));
  const there = new Set(live.map(({ segment }) => segment));
  return [...kept, ...merged.filter(({ segment }) => !there.has(segment)).map(({ value }) => value)];
}
