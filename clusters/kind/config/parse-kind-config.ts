import { type Document, isNode, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import { type KindConfig, kindApiVersion, type Problem } from './kind-config.ts';
import { pathKeys } from './paths.ts';
import { readShape } from './read-shape.ts';
import { clusterShape } from './shape.ts';

export type ParsedKindConfig =
  | {
      config: KindConfig /** The line, from 1, of a path such as `nodes[0].image`, or of what is nearest above it. */;
      lineOf: (path: string) => number | undefined;
    }
  | { problems: Problem[] };

/** More than any configuration that kind could make a cluster of. */
const mostValues = 50_000;

/**
 * Reads a configuration file, as strictly as kind does: unknown fields are problems. What the values mean is checked by
 * `validateKindConfig`.
 */
export function parseKindConfig(yaml: string): ParsedKindConfig {
  const lines = new LineCounter();
  const document: Document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) return { problems: document.errors.map((error) => syntaxProblem(error, lines)) };
  const problems: Problem[] = [];
  const lineOfNode = (node: Node | undefined) => (node?.range ? lines.linePos(node.range[0]).line : undefined);
  const reading = {
    document,
    left: mostValues,
    report: ({ node, ...problem }: { path: string; node: Node | undefined; message: string; fix?: string }) => {
      const line = lineOfNode(node);
      problems.push({ ...problem, ...(line !== undefined && { line }) });
    },
  };
  const value = (readShape(document.contents, clusterShape, '', reading) ?? {}) as Record<string, unknown>;
  const all = [...sizeProblems(reading.left), ...typeProblems(value), ...problems];
  if (all.length > 0) return { problems: all };
  return { config: value as unknown as KindConfig, lineOf: (path) => lineOfPath(document, path, lineOfNode) };
}

function syntaxProblem(error: YAMLError, lines: LineCounter): Problem {
  if (error.code === 'MULTIPLE_DOCS') {
    return {
      path: '',
      line: lines.linePos(error.pos[0]).line,
      message: 'A file has one configuration, and here begins another.',
      fix: 'Keep one of them.',
    };
  }
  return { path: '', line: lines.linePos(error.pos[0]).line, message: `This is no YAML: ${error.message.replace(/\.$/, '')}.` };
}

function sizeProblems(left: number): Problem[] {
  return left < 0 ? [{ path: '', message: `The configuration has more than ${mostValues} values.` }] : [];
}

/** kind reads nothing at all without these two. */
function typeProblems({ kind, apiVersion }: Record<string, unknown>): Problem[] {
  const problems: Problem[] = [];
  if (apiVersion !== kindApiVersion) {
    const said = apiVersion === undefined ? 'is missing' : `is "${String(apiVersion)}"`;
    problems.push({
      path: 'apiVersion',
      message: `apiVersion ${said}; kind reads ${kindApiVersion} alone.`,
      fix: `Write apiVersion: ${kindApiVersion}.`,
    });
  }
  if (kind !== 'Cluster') {
    const said = kind === undefined ? 'is missing' : `is "${String(kind)}"`;
    problems.push({ path: 'kind', message: `kind ${said}; a configuration is a Cluster.`, fix: 'Write kind: Cluster.' });
  }
  return problems;
}

/** Of what is nearest above it, where the path itself is not in the text: a missing field, a default. */
function lineOfPath(document: Document, path: string, lineOf: (node: Node | undefined) => number | undefined): number | undefined {
  const keys = pathKeys(path);
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true);
    if (isNode(node)) return lineOf(node);
  }
  return undefined;
}
