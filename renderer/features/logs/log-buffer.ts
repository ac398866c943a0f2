import type { LogLine } from '../../../engine/contract/views/workbench.ts';

/** A log line with its number, which stays the same when older lines are forgotten. */
export interface NumberedLine extends LogLine {
  number: number;
}

export const mostLines = 20_000;

/** The lines with more at the end; the oldest go when there are more than `limit`. */
export function appendLines(lines: readonly NumberedLine[], added: readonly LogLine[], limit = mostLines): NumberedLine[] {
  const first = (lines.at(-1)?.number ?? 0) + 1;
  const all = [...lines, ...added.map((line, index) => ({ ...line, number: first + index }))];
  return all.length > limit ? all.slice(-limit) : all;
}

/** Characters of the longest line, for the width that lines need when they are not wrapped. */
export function longestLine(lines: readonly LogLine[]): number {
  return lines.reduce((longest, { text }) => Math.max(longest, text.length), 0);
}

/** Lines that hold the text, upper and lower case alike. */
export function searchLines(lines: readonly NumberedLine[], text: string): readonly NumberedLine[] {
  const wanted = text.toLowerCase();
  return wanted === '' ? lines : lines.filter((line) => line.text.toLowerCase().includes(wanted));
}
