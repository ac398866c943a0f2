import { closeBrace, colon, comma, openBrace, quote, skipSpace, stringAt, stringEnd, valueEnd } from './json-scan.ts';

/** The last top-level `model` field of a JSON object, and where its value's text lies in the body. */
export interface ModelField extends Range {
  model: string;
}

/** Why a body names no model: not JSON, not an object, no such field, or one that is not a string. */
export type ModelProblem = 'malformed' | 'not-an-object' | 'absent' | 'not-a-string';

const plainKey = Buffer.from('"model"');

interface Range {
  start: number;
  end: number;
}

/**
 * Finds what `JSON.parse(body).model` would be without building the rest: prompts are long, and their strings are
 * jumped over natively. Only the top level's shape is checked; a fault deeper down is the model server's to refuse.
 */
export function readModel(body: Buffer): ModelField | ModelProblem {
  const open = skipSpace(body, 0);
  if (body[open] !== openBrace) return unlessMalformed(body, 'not-an-object');
  const value = lastModelValue(body, open + 1);
  if (value === 'malformed') return 'malformed';
  if (value === 'absent') return unlessMalformed(body, 'absent');
  if (body[value.start] !== quote) return unlessMalformed(body, 'not-a-string');
  const model = stringAt(body, value.start, value.end);
  return model === undefined ? 'malformed' : { model, ...value };
}

/** The same body with another model name in the field's place. */
export function replaceModel(body: Buffer, { start, end }: Range, model: string): Buffer {
  return Buffer.concat([body.subarray(0, start), Buffer.from(JSON.stringify(model)), body.subarray(end)]);
}

// The last one, as JSON.parse and the model servers' parsers have it.
function lastModelValue(body: Buffer, from: number): Range | 'absent' | 'malformed' {
  let found: Range | undefined;
  let at = skipSpace(body, from);
  if (body[at] === closeBrace) return atClose(body, at, found);
  for (;;) {
    const member = readMember(body, at);
    if (!member) return 'malformed';
    if (isModelKey(body, member.key)) found = member.value;
    at = skipSpace(body, member.value.end);
    if (body[at] === closeBrace) return atClose(body, at, found);
    if (body[at] !== comma) return 'malformed';
    at = skipSpace(body, at + 1);
  }
}

function readMember(body: Buffer, start: number): { key: Range; value: Range } | undefined {
  const keyEnd = body[start] === quote ? stringEnd(body, start) : -1;
  if (keyEnd < 0) return undefined;
  const separator = skipSpace(body, keyEnd);
  if (body[separator] !== colon) return undefined;
  const valueStart = skipSpace(body, separator + 1);
  const end = valueEnd(body, valueStart);
  return end < 0 ? undefined : { key: { start, end: keyEnd }, value: { start: valueStart, end } };
}

function isModelKey(body: Buffer, { start, end }: Range): boolean {
  const length = end - start;
  if (length === plainKey.length) return body.compare(plainKey, 0, length, start, end) === 0;
  // Each letter that is escaped makes it five bytes longer.
  return length >= 12 && length <= 32 && stringAt(body, start, end) === 'model';
}

function atClose(body: Buffer, at: number, found: Range | undefined): Range | 'absent' | 'malformed' {
  const isEnd = skipSpace(body, at + 1) === body.length;
  return isEnd ? (found ?? 'absent') : 'malformed';
}

// Off the common way the whole text is parsed, to name the right fault.
function unlessMalformed(body: Buffer, problem: ModelProblem): ModelProblem {
  try {
    JSON.parse(body.toString());
    return problem;
  } catch {
    return 'malformed';
  }
}
