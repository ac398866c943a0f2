import { evaluationFailure } from '../failures.ts';
import { compilePattern, type Pattern } from '../regular-expressions.ts';
import { formatText } from './format-text.ts';
import { addFunctions, addNamespace, type Library } from './library.ts';

/** What the library lacks of strings, and regular expressions. */
export const stringsLibrary: Library = (environment) => {
  addFunctions(environment, {
    'string.charAt(int): string': charAt,
    'string.replace(string, string): string': (text: string, part: string, by: string) => text.replaceAll(part, () => by),
    'string.replace(string, string, int): string': replaceSome,
    'string.format(list): string': formatText,
    'string.Matches(string): bool': (text: string, source: string) => patternOf(source).test(text),
    'Matches(string, string): bool': (text: string, source: string) => patternOf(source).test(text),
    'string.find(string): string': (text: string, source: string) => patternOf(source).findAll(text, 1)[0] ?? '',
    'string.findAll(string): list<string>': (text: string, source: string) => patternOf(source).findAll(text, Number.POSITIVE_INFINITY),
    'string.findAll(string, int): list<string>': (text: string, source: string, limit: bigint) =>
      patternOf(source).findAll(text, limit < 0n ? Number.POSITIVE_INFINITY : Number(limit)),
  });
  addNamespace(environment, 'strings', { 'quote(string): string': (text: string) => JSON.stringify(text) });
};

function charAt(text: string, index: bigint): string {
  const characters = [...text];
  if (index < 0n || index > characters.length) throw evaluationFailure(`index out of range: ${index}`);
  return characters[Number(index)] ?? '';
}

function replaceSome(text: string, part: string, by: string, limit: bigint): string {
  if (limit < 0n) return text.replaceAll(part, () => by);
  let left = limit;
  return text.replaceAll(part, (found) => {
    left -= 1n;
    return left >= 0n ? by : found;
  });
}

function patternOf(source: string): Pattern {
  try {
    return compilePattern(source);
  } catch (error) {
    throw evaluationFailure(error instanceof Error ? error.message : String(error));
  }
}
