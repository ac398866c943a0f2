/** One YAML template from an object as it is in each variant: what all share as it is, what only some have in an `if`. */
import { isDeepStrictEqual } from 'node:util';
import { yamlOf } from '../yaml.ts';
import type { Variant } from './choices.ts';
import { conditionFor } from './conditions.ts';
import { mergeOrders } from './merge-orders.ts';

/** A value as it is in some variants. */
export interface Version {
  readonly variant: Variant;
  readonly value: unknown;
}

/** Lines of the value in all its variants, without indentation. */
export function templateOf(versions: readonly Version[]): string[] {
  const [first] = versions;
  if (!first || versions.every(({ value }) => isDeepStrictEqual(value, first.value))) return plain(first?.value);
  if (versions.every(({ value }) => Array.isArray(value))) return merged(versions, listParts, listItem);
  if (versions.every(({ value }) => isMap(value))) return merged(versions, mapParts, mapField);
  throw new Error(`A chart cannot choose between ${JSON.stringify(first.value)} and other values: make it a placeholder.`);
}

type Parts = ReadonlyMap<string, unknown>;

function merged(
  versions: readonly Version[],
  split: (value: unknown) => Parts,
  write: (name: string, lines: Written) => string[],
): string[] {
  const pieces = versions.map(({ variant, value }) => ({ variant, parts: split(value) }));
  const names = mergeOrders(pieces.map(({ parts }) => [...parts.keys()]));
  const all = versions.map(({ variant }) => variant);
  const blocks = names.flatMap((name) => {
    const having = pieces.filter(({ parts }) => parts.has(name)).map(({ variant, parts }) => ({ variant, value: parts.get(name) }));
    return alike(having).map((group) => ({
      condition: conditionFor(
        group.map(({ variant }) => variant),
        all,
      ),
      lines: write(name, { lines: templateOf(group), isNested: group.every(({ value }) => isNested(value)) }),
    }));
  });
  return neighboursJoined(blocks).flatMap(({ lines, condition }) => wrapped(lines, condition));
}

interface Block {
  readonly condition: string | undefined;
  readonly lines: readonly string[];
}

function neighboursJoined(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last?.condition === block.condition) joined.splice(-1, 1, { ...block, lines: [...(last?.lines ?? []), ...block.lines] });
    else joined.push(block);
  }
  return joined;
}

/** Apart: those with something in them, and the empty ones. A field with nothing in it would become null, which means something else. */
function alike(versions: readonly Version[]): Version[][] {
  const groups = [versions.filter(({ value }) => isNested(value)), versions.filter(({ value }) => !isNested(value))];
  return groups.filter(({ length }) => length > 0);
}

/** The lines in an `if`, where there is a condition. */
export function wrapped(lines: readonly string[], condition: string | undefined): string[] {
  return condition === undefined ? [...lines] : [`{{- if ${condition} }}`, ...lines, '{{- end }}'];
}

interface Written {
  readonly lines: readonly string[];
  readonly isNested: boolean;
}

function mapParts(value: unknown): Parts {
  return new Map(Object.entries(value as object));
}

function mapField(name: string, { lines, isNested: nested }: Written): string[] {
  const key = yamlOf(name).trimEnd();
  return nested ? [`${key}:`, ...lines.map((line) => `  ${line}`)] : [`${key}: ${lines[0]}`];
}

/** Items are the same that have one name, or are alike in everything. */
function listParts(value: unknown): Parts {
  const parts = new Map<string, unknown>();
  for (const item of value as unknown[]) {
    const identity = isMap(item) && 'name' in item ? `name ${item['name']}` : JSON.stringify(item);
    let key = identity;
    for (let again = 2; parts.has(key); again++) key = `${identity} ${again}`;
    parts.set(key, item);
  }
  return parts;
}

function listItem(_name: string, { lines }: Written): string[] {
  const [first = '', ...rest] = lines;
  if (first.startsWith('{{-')) throw new Error('The first field of a list item must be there in all variants.');
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}

function plain(value: unknown): string[] {
  return yamlOf(value).trimEnd().split('\n');
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty lists and maps are written in the line of their field. */
function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
