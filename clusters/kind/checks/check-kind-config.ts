import type { CheckRecord } from '../../check-record.ts';
import type { KindConfig } from '../config/kind-config.ts';
import { validateKindConfig } from '../config/validate-kind-config.ts';
import { checkCgroups } from './check-cgroups.ts';
import { checkEngine } from './check-engine.ts';
import { checkGpus } from './check-gpus.ts';
import { checkImages } from './check-images.ts';
import { checkMounts } from './check-mounts.ts';
import { checkName } from './check-name.ts';
import { checkPorts } from './check-ports.ts';
import { checkRoom } from './check-room.ts';
import { checkTools } from './check-tools.ts';
import type { MachineFacts } from './machine-facts.ts';

/**
 * What stands in the way of a cluster of that configuration on that machine, and what is worth knowing. Every check has a record, also
 * when it passes; one that needs an engine has none where there is no engine. Pure.
 */
export function checkKindConfig(config: KindConfig, facts: MachineFacts): CheckRecord[] {
  const invalid = validateKindConfig(config).map(({ path, message, fix }): CheckRecord => {
    return { id: 'configuration', subject: path === '' ? 'machine' : path, verdict: 'problem', message, ...(fix && { fix }) };
  });
  const valid: CheckRecord = {
    id: 'configuration',
    subject: 'machine',
    verdict: 'pass',
    message: 'The configuration is one that kind accepts.',
  };
  return [
    ...checkEngine(facts),
    ...checkTools(config, facts),
    ...(invalid.length > 0 ? invalid : [valid]),
    ...checks.flatMap((check) => check(config, facts)),
  ];
}

/** Whether a cluster can be made: nothing is in the way. */
export function canCreate(records: readonly CheckRecord[]): boolean {
  return records.every(({ verdict }) => verdict !== 'problem');
}

const checks = [checkName, checkPorts, checkImages, checkMounts, checkRoom, checkCgroups, checkGpus];
