/** kind refused what it was asked for before it began. */
import type { FailureRule } from './failure-rule.ts';

export const configurationFailures: readonly FailureRule[] = [
  {
    when: /node\(s\) already exist for a cluster with the name "(?<name>[^"]+)"/,
    refusal: 'AlreadyThere',
    explain: ({ name }) => ({
      message: `There is a kind cluster "${name}" already.`,
      fix: 'Choose another name, or delete that cluster first.',
    }),
  },
  {
    when: /unable to decode config: (?:yaml: unmarshal errors:)?(?<why>[^\n]*(?:\n {2}[^\n]*)*)/,
    refusal: 'InvalidOptions',
    explain: ({ why = '' }) => ({
      message: `kind does not accept the configuration: ${why.trim().replaceAll(/\s*\n\s*/g, '; ')}.`,
      fix: 'Correct the configuration there.',
    }),
  },
];
