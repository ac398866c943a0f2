import { parseDocument, type YAMLError } from 'yaml';
import { badRequest } from '../refusals.ts';

/** YAML 1.1 as Kubernetes reads it: `yes` is true, and times are texts. With `strict`, a key may come only once. */
export function parseYaml(text: string, { strict = false } = {}): unknown {
  const json = text.trimStart().startsWith('{') && !strict ? tryJson(text) : undefined;
  if (json !== undefined) return json;
  const document = parseDocument(text, {
    version: '1.1',
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !tag.tag.endsWith(':timestamp')),
    uniqueKeys: strict,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) throw badRequest(`error converting YAML to JSON: yaml: ${problem(error, text)}`);
  return document.toJS({ maxAliasCount: 100 });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Flow-style YAML begins with a brace too.
    return undefined;
  }
}

function problem(error: YAMLError, text: string): string {
  const line = error.linePos?.[0].line ?? 1;
  if (error.code === 'DUPLICATE_KEY') return `unmarshal errors:\n  line ${line}: key ${keyAt(error, text)} already set in map`;
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return 'mapping values are not allowed in this context';
  if (error.code === 'BAD_INDENT') return `line ${line - 1}: did not find expected ',' or ']'`;
  return `line ${line}: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}`;
}

function keyAt(error: YAMLError, text: string): string {
  return JSON.stringify(/^["']?([^"':]+)/.exec(text.slice(error.pos[0]))?.[1]?.trim() ?? '');
}
