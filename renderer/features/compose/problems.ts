import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';
import type { Problem } from '../../../engine/contract/errors.ts';

export type NodeId = 'model' | 'recipe' | 'endpoint';

/** Something wrong in the draft, with the line where it is, from 1. */
export interface DraftProblem extends Problem {
  line: number;
}

/** What is wrong: the YAML itself, or what the server says of it; syntax hides the rest, for nothing else can be read then. */
export function collectProblems(text: string, fromServer: readonly Problem[]): DraftProblem[] {
  const syntax = syntaxProblems(text);
  if (syntax.length > 0) return syntax;
  return fromServer.map((problem) => ({ ...problem, line: problem.line ?? lineOf(text, problem.field) }));
}

/** Problems of one field, by its path; a problem inside the field counts too. */
export function problemsAt(problems: readonly DraftProblem[], path: readonly string[]): DraftProblem[] {
  const field = path.join('.');
  return problems.filter((problem) => problem.field === field || problem.field.startsWith(`${field}.`));
}

/** The node of the graph that a field belongs to. */
export function nodeOf(field: string): NodeId {
  if (field.startsWith('spec.model')) return 'model';
  return /^spec\.(recipe|resources)/.test(field) ? 'recipe' : 'endpoint';
}

function syntaxProblems(text: string): DraftProblem[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  if (!('length' in documents)) return [{ field: '', line: 1, message: 'The text is empty.', fix: 'Start again from the fields.' }];
  return documents.flatMap((document) =>
    document.errors.map((error) => ({ field: '', line: lines.linePos(error.pos[0]).line, message: error.message })),
  );
}

/** The line of the field, or of the deepest of its parents that is there. */
function lineOf(text: string, field: string): number {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  const [document] = 'length' in documents ? documents : [];
  if (!document) return 1;
  const path = field.split(/[.[\]]+/).filter(Boolean);
  for (let depth = path.length; depth > 0; depth -= 1) {
    const start = startOf(document, path.slice(0, depth));
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

function startOf(document: Document.Parsed, path: string[]): number | undefined {
  const node = document.getIn(
    path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    true,
  );
  return isNode(node) ? node.range?.[0] : undefined;
}
