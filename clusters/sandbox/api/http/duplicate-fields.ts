import { isJsonObject } from '../json.ts';

/** The fields that occur more than once in the text of a body: `data.a`. Of two the parser has kept the last. */
export function findDuplicateFields(text: string, body: unknown): string[] {
  // Most texts have none, which counting shows: a string that looks like a field's name only makes the count too high.
  const names = text.match(/"\s*:/g)?.length ?? 0;
  return names === countFields(body) ? [] : scan(text);
}

function countFields(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countFields(item), 0);
  if (!isJsonObject(value)) return 0;
  const inner = Object.values(value);
  return inner.reduce<number>((sum, item) => sum + countFields(item), inner.length);
}

interface Level {
  path: string;
  /** Undefined in a list. */
  seen: Set<string> | undefined;
  /** The field whose value is being read, or the place in the list. */
  current: string;
  index: number;
}

const TOKEN = /"(?:\\.|[^"\\])*"|[{}[\]:,]/g;

/** Walks over the tokens of a text that is known to be JSON. */
function scan(text: string): string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') levels.push(createLevel(levels.at(-1), token));
    else if (token === '}' || token === ']') levels.pop();
    else step(levels.at(-1), { token, last, found });
    last = token;
  }
  return found;
}

function createLevel(outer: Level | undefined, token: string): Level {
  return { path: pathOf(outer), seen: token === '{' ? new Set() : undefined, current: '', index: 0 };
}

function step(level: Level | undefined, { token, last, found }: { token: string; last: string; found: string[] }): void {
  if (!level) return;
  if (token === ',') level.index += 1;
  if (token === ':' && level.seen) enterField(level, JSON.parse(last) as string, found);
}

function enterField(level: Level, name: string, found: string[]): void {
  level.current = name;
  if (level.seen?.has(name)) found.push(pathOf(level));
  level.seen?.add(name);
}

function pathOf(level: Level | undefined): string {
  if (!level) return '';
  if (!level.seen) return `${level.path}[${level.index}]`;
  return level.path === '' ? level.current : `${level.path}.${level.current}`;
}
