import type { CheckRecord } from '../../check-record.ts';
import type { KindConfig } from '../config/kind-config.ts';
import { nameProblems } from '../config/validate-name.ts';
import type { MachineFacts } from './machine-facts.ts';

/** kind's own default. */
const defaultName = 'kind';

/** Whether the name is free; whether it is a name at all is checked with the configuration. */
export function checkName({ name = defaultName }: KindConfig, { engine }: MachineFacts): CheckRecord[] {
  if (!engine.found || nameProblems(name).length > 0) return [];
  if (!engine.clusters.includes(name))
    return [{ id: 'name', subject: 'name', verdict: 'pass', message: `No cluster is named "${name}" yet.` }];
  const message = `A cluster named "${name}" has nodes in ${engine.facts.label} already.`;
  return [
    {
      id: 'name',
      subject: 'name',
      verdict: 'problem',
      message,
      fix: `Choose another, such as ${freeName(name, engine.clusters)}, or delete that one.`,
    },
  ];
}

function freeName(name: string, taken: readonly string[]): string {
  const stem = name.replace(/-\d+$/, '');
  for (let number = 2; ; number++) {
    const candidate = `${stem}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
