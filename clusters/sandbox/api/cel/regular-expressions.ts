import { RE2JS } from 're2js';

/** A regular expression of Go's kind (RE2): what schemas and rules are written in. */
export interface Pattern {
  /** Whether it matches anywhere in a text. */
  test(text: string): boolean;
  /** The first `limit` parts of a text that it matches. */
  findAll(text: string, limit: number): string[];
}

/** Compiled once; throws for what is not a regular expression. */
export function compilePattern(source: string): Pattern {
  const known = compiled.get(source);
  if (known) return known;
  const expression = RE2JS.compile(source);
  const pattern: Pattern = {
    test: (text) => expression.matcher(text).find(),
    findAll: (text, limit) => {
      const matcher = expression.matcher(text);
      const found: string[] = [];
      while (found.length < limit && matcher.find()) found.push(matcher.group() ?? '');
      return found;
    },
  };
  if (compiled.size >= MOST_KEPT) compiled.clear();
  compiled.set(source, pattern);
  return pattern;
}

const compiled = new Map<string, Pattern>();

/** Patterns may come out of objects' values too, so what is kept has an end. */
const MOST_KEPT = 2000;

/** What is wrong with a regular expression, or undefined. */
export function patternProblem(source: string): string | undefined {
  try {
    compilePattern(source);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
