import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';
import type { Problem } from '../../../engine/contract/errors.ts';

/** Something wrong in a YAML text, with the line where it is, from 1. */
export interface TextProblem extends Problem {
  line: number;
}

/** What is wrong: the YAML itself, or what was said of it; syntax hides the rest, for nothing else can be read then. */
export function collectProblems(text: string, said: readonly Problem[]): TextProblem[] {
  const syntax = syntaxProblems(text);
  if (syntax.length > 0) return syntax;
  return said.map((problem) => ({ ...problem, line: problem.line ?? lineOf(text, problem.field) }));
}

function syntaxProblems(text: string): TextProblem[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  if (!('length' in documents)) return [{ field: '', line: 1, message: 'The text is empty.', fix: 'Start again from the fields.' }];
  return documents.flatMap((document) =>
    document.errors.map((error) => ({ field: '', line: lines.linePos(error.pos[0]).line, message: error.message })),
  );
}

/** The line of the field (`nodes[0].role`, `spec.model`), or of the deepest of its parents that is there. */
export function lineOf(text: string, field: string): number {
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
