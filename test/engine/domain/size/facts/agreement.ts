/** A table of how far sizing agrees with what was published, for each GPU and source. */
import type { Sizing } from '../../../../../engine/domain/size/size.ts';
import { type Fact, nameOf } from './published-facts.ts';

export interface Judged {
  readonly fact: Fact;
  readonly sizing: Sizing;
}

type Column = 'agree' | 'disagree' | 'unknown' | 'disputed';

const columns: readonly Column[] = ['agree', 'disagree', 'unknown', 'disputed'];

/** Lines of text: the counts, then what disagrees and what is unknown by name. */
export function agreementTable(judged: readonly Judged[]): string[] {
  const rows = new Map<string, Record<Column, number>>();
  for (const each of judged) {
    for (const key of [`${each.fact.gpu.padEnd(10)} ${each.fact.source_kind}`, 'all']) {
      const counts = rows.get(key) ?? { agree: 0, disagree: 0, unknown: 0, disputed: 0 };
      counts[columnOf(each)]++;
      rows.set(key, counts);
    }
  }
  const lines = [...rows].sort(([left], [right]) => (left === 'all' ? 1 : right === 'all' ? -1 : left.localeCompare(right)));
  return [
    row('GPU        source', columns),
    ...lines.map(([key, counts]) =>
      row(
        key,
        columns.map((column) => String(counts[column])),
      ),
    ),
    ...named('disagrees', judged, 'disagree'),
    ...unknownModels(judged),
  ];
}

export function columnOf({ fact, sizing }: Judged): Column {
  if (fact.verdict === 'disputed') return 'disputed';
  if (sizing.verdict === 'unknown') return 'unknown';
  const expected = fact.verdict === 'published_but_impossible' ? 'does_not_fit' : fact.verdict;
  return sizing.verdict === expected ? 'agree' : 'disagree';
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(44) + cells.map((cell) => cell.padStart(9)).join('');
}

function named(word: string, judged: readonly Judged[], column: Column): string[] {
  return judged
    .filter((each) => columnOf(each) === column)
    .map(({ fact, sizing }) => `${word}: ${nameOf(fact)} (${fact.verdict}): ${sizing.verdict}. ${sizing.reason}`);
}

function unknownModels(judged: readonly Judged[]): string[] {
  const reasons = new Map<string, string>();
  for (const each of judged) if (columnOf(each) === 'unknown') reasons.set(each.fact.checkpoint, each.sizing.reason);
  return [...reasons].map(([checkpoint, reason]) => `unknown: ${checkpoint}: ${reason}`);
}
