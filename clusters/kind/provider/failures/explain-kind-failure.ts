import type { ProviderRefusal } from '../../../provider.ts';
import { configurationFailures } from './configuration-failures.ts';
import { engineFailures } from './engine-failures.ts';
import type { FailureRule } from './failure-rule.ts';
import { imageFailures, loadFailures } from './image-failures.ts';
import { machineFailures, nodeFailures } from './node-failures.ts';
import { portFailures, privilegedPortFailures } from './port-failures.ts';

/** Why kind gave up, for a person. */
export interface KindFailure {
  refusal: ProviderRefusal;
  /** What happened, as a sentence. */
  message: string;
  /** What a person can do, as a sentence; undefined where nobody foresaw the failure. */
  fix: string | undefined;
}

/** The first that matches counts: causes stand before their consequences. */
const rules: readonly FailureRule[] = [
  ...engineFailures,
  ...configurationFailures,
  ...privilegedPortFailures,
  ...portFailures,
  ...machineFailures,
  ...imageFailures,
  ...loadFailures,
  ...nodeFailures,
];

/** How much is shown of a line that nobody foresaw. */
const longestLine = 300;

/** Finds the reason in what kind printed. What is not known is told in kind's own words. */
export function explainKindFailure(lines: readonly string[]): KindFailure {
  const text = lines.join('\n');
  for (const { when, refusal = 'Failed', explain } of rules) {
    const match = when.exec(text);
    if (match) return { refusal, ...explain(match.groups ?? {}) };
  }
  return { refusal: 'Failed', message: `kind says: ${lastError(lines)}`, fix: undefined };
}

function lastError(lines: readonly string[]): string {
  const spoken = lines.filter((line) => line.trim() !== '');
  const line = spoken.findLast((candidate) => candidate.startsWith('ERROR')) ?? spoken.at(-1) ?? 'nothing.';
  const told = line.replace(/^ERROR:\s*/, '').trim();
  return told.length <= longestLine ? told : `${told.slice(0, longestLine)} ...`;
}
