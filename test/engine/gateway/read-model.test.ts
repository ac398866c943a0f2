import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ModelField, readModel, replaceModel } from '../../../engine/gateway/request/read-model.ts';

function read(text: string): ModelField | string {
  return readModel(Buffer.from(text));
}

/** What the standard parser makes of it, in the same words. */
function expected(text: string): string | { model: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'malformed';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object';
  const own = Object.getOwnPropertyDescriptor(value, 'model');
  if (!own) return 'absent';
  return typeof own.value === 'string' ? { model: own.value } : 'not-a-string';
}

const key = fc.oneof(fc.constantFrom('model', 'mod\\u0065l', '\\u006d\\u006f\\u0064\\u0065\\u006c', 'models', 'm'), fc.string().map(inner));
const space = fc.constantFrom('', ' ', '\n\t', '  \r\n');

function inner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** JSON objects as text, with members repeated, keys escaped and white space anywhere. */
const objectText = fc
  .array(
    fc.tuple(
      key,
      fc.oneof(
        fc.string().map((text) => JSON.stringify(text)),
        fc.json(),
      ),
      space,
    ),
  )
  .map((members) => `{${members.map(([name, value, gap]) => `${gap}"${name}"${gap}:${gap}${value}${gap}`).join(',')}}`);

describe('reading the model', () => {
  it('finds what JSON.parse would, in any object', () => {
    fc.assert(
      fc.property(objectText, space, (text, gap) => {
        const found = read(gap + text + gap);
        expect(typeof found === 'string' ? found : { model: found.model }).toEqual(expected(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('calls malformed only what JSON.parse refuses, in any text', () => {
    const broken = fc.tuple(objectText, fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, put]) => {
      const place = at % text.length;
      return text.slice(0, place) + put + text.slice(place + 1);
    });
    fc.assert(
      fc.property(fc.oneof(broken, fc.json(), fc.string()), (text) => {
        if (read(text) === 'malformed') expect(() => JSON.parse(text)).toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  it('replaces the model and nothing else', () => {
    fc.assert(
      fc.property(objectText, fc.string(), (text, model) => {
        const body = Buffer.from(text);
        const found = readModel(body);
        if (typeof found === 'string') return;
        const replaced = replaceModel(body, found, model).toString();
        expect(JSON.parse(replaced)).toEqual({ ...JSON.parse(text), model });
      }),
    );
  });

  it.each([
    ['nested in a message', '{"messages":[{"model":"inner"}],"model":"outer"}', 'outer'],
    ['written twice', '{"model":"first","model":"last"}', 'last'],
    ['after a string that looks like it', '{"prompt":"\\",\\"model\\":\\"no\\"","model":"yes"}', 'yes'],
    ['after a string that ends in backslashes', '{"prompt":"\\\\\\\\","model":"yes"}', 'yes'],
    ['of more than one byte a letter', '{"prompt":"ü","model":"模型"}', '模型'],
  ])('finds one %s', (_where, text, model) => {
    expect(read(text)).toMatchObject({ model });
  });

  it('reads ten megabytes of prompt in well under a second', () => {
    const body = Buffer.from(JSON.stringify({ messages: [{ content: 'word "quoted" \\ '.repeat(700_000) }], model: 'm' }));
    const before = performance.now();
    expect(readModel(body)).toMatchObject({ model: 'm' });
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
