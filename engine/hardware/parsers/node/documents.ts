/** The documents of a file: JSON, YAML, several YAML documents, or labels as lines `name=value`. */
import { parseAllDocuments } from 'yaml';

export interface Documents {
  readonly values: readonly unknown[];
  readonly problems: readonly string[];
}

/** Deeper nesting is damage, and the reading of YAML and of nodes would run out of stack. */
const deepest = 200;

export function readDocuments(text: string): Documents {
  const trimmed = text.trim();
  if (trimmed === '') return { values: [], problems: ['The file is empty.'] };
  if (isTooDeep(text)) return { values: [], problems: ['The file is nested too deeply to be a node.'] };
  return readJson(trimmed) ?? readLines(trimmed) ?? readYaml(text);
}

/** Undefined for what is no JSON. */
function readJson(text: string): Documents | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  try {
    return { values: [JSON.parse(text)], problems: [] };
  } catch {
    // YAML has its own say: its flow form looks like JSON.
    return undefined;
  }
}

/** As feature discovery writes its file, and kubectl its labels. Undefined unless every line is such. */
function readLines(text: string): Documents | undefined {
  const lines = text.split(/[\r\n,]+/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*([A-Za-z0-9][A-Za-z0-9._/-]*)=([A-Za-z0-9._-]*)\s*$/.exec(line));
  if (pairs.some((pair) => pair === null)) return undefined;
  return { values: [Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))], problems: [] };
}

function readYaml(text: string): Documents {
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
    const list = Array.isArray(documents) ? documents : [];
    const broken = list.flatMap((document) => document.errors.slice(0, 1));
    const sound = list.filter((document) => document.errors.length === 0);
    return {
      values: sound.map((document) => document.toJS({ maxAliasCount: 50 }) as unknown),
      problems: broken.map((error) => `A document is no YAML: ${firstLine(error.message)}`),
    };
  } catch (error) {
    return {
      values: [],
      problems: [`The file is neither JSON nor YAML: ${firstLine(error instanceof Error ? error.message : String(error))}`],
    };
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > deepest) return true;
  }
  return /^ {400}\S|(?:- ){100}/m.test(text);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 160).replace(/[:.]*$/, '.');
}
