import { type Document, isMap, isSeq, LineCounter, type Node, parseAllDocuments, type YAMLError } from 'yaml';
import type { KubernetesObject } from '../../../clusters/objects.ts';
import type { Problem } from '../../contract/errors.ts';
import { lineOfField } from './line-of-field.ts';

/** One object of a YAML text. */
export interface Manifest {
  object: KubernetesObject & Record<string, unknown>;
  /** Line of a field in the whole text, from 1; of the object itself for the empty path. */
  lineOf(field: string): number | undefined;
}

/** The objects of a YAML text of any number of documents, and what cannot be read of it. Items of a List count each for itself. */
export function parseManifests(text: string): { manifests: Manifest[]; problems: Problem[] } {
  const lines = new LineCounter();
  const documents = [...parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })];
  const problems = documents.flatMap((document) => document.errors.map((error) => syntaxProblem(error, lines)));
  if (problems.length > 0) return { manifests: [], problems: onePerLine(problems) };
  const read = documents.filter((document) => !isEmpty(document)).map((document) => readDocument(document, lines));
  const manifests = read.flatMap((result) => result.manifests);
  const unread = read.flatMap((result) => result.problems);
  if (manifests.length === 0 && unread.length === 0) unread.push({ field: '', message: 'There is nothing in this YAML.' });
  return { manifests, problems: unread };
}

function syntaxProblem(error: YAMLError, lines: LineCounter): Problem {
  const { line } = lines.linePos(error.pos[0]);
  if (error.code === 'TAB_AS_INDENT') {
    return {
      field: '',
      line,
      message: 'This line is indented with a tab; YAML allows only spaces there.',
      fix: 'Replace the tab by spaces.',
    };
  }
  return { field: '', line, message: `This is not valid YAML: ${error.message.replace(/\.$/, '')}.`, fix: 'Mend the syntax at this line.' };
}

// One slip makes several errors at the same place: the first says it best.
function onePerLine(problems: Problem[]): Problem[] {
  return problems.filter((problem, index) => problems.findIndex((other) => other.line === problem.line) === index);
}

function isEmpty(document: Document): boolean {
  return document.contents === null || document.toJS() === null;
}

function readDocument(document: Document, lines: LineCounter): { manifests: Manifest[]; problems: Problem[] } {
  const root = document.contents as Node;
  if (!isMap(root)) return { manifests: [], problems: [notAnObject(root, lines)] };
  const items = root.get('kind') === 'List' ? root.get('items') : undefined;
  const nodes = isSeq(items) ? (items.items as Node[]) : [root];
  const problems = nodes.filter((node) => !isMap(node)).map((node) => notAnObject(node, lines));
  return { manifests: nodes.filter(isMap).map((node) => toManifest(node, document, lines)), problems };
}

function toManifest(node: Node, document: Document, lines: LineCounter): Manifest {
  return { object: node.toJS(document) as Manifest['object'], lineOf: (field) => lineOfField(node, lines, field) };
}

function notAnObject(node: Node, lines: LineCounter): Problem {
  return {
    field: '',
    line: lineOfField(node, lines, ''),
    message: 'This document is not an object with fields.',
    fix: 'A manifest begins with apiVersion, kind and metadata.',
  };
}
