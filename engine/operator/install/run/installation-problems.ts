/** Problems of an installation that are not of a single object. */
import type { Problem } from '../../../contract/errors.ts';
import { installationRecordName } from '../objects/metadata.ts';
import type { InstallOptions } from '../options.ts';
import { accessesToApply, firstDenied, ruleFor } from '../plan/accesses.ts';
import type { Access, AccessAnswer, ObjectRef } from '../plan/plan.ts';
import type { InstallationRecord } from './record/installation-record.ts';

/** Two installations for the whole cluster would undo each other's work. */
export function elsewhereProblems(options: InstallOptions, record: InstallationRecord | null): Problem[] {
  if (!record || record.options.namespace === options.namespace) return [];
  const bothNamespaced = record.options.scope.kind === 'namespace' && options.scope.kind === 'namespace';
  if (bothNamespaced) return [];
  const message = `Slipway ${record.version} is installed in the namespace ${record.options.namespace}, and two installations would undo each other's work.`;
  return [{ field: 'namespace', message, fix: `Upgrade that one (namespace ${record.options.namespace}), or uninstall it first.` }];
}

/** What keeping the record takes. */
export function recordAccesses({ namespace }: Pick<InstallOptions, 'namespace'>): Access[] {
  return accessesToApply(recordRef(namespace), false);
}

export function recordProblems({ namespace }: Pick<InstallOptions, 'namespace'>, rights: readonly AccessAnswer[]): Problem[] {
  const denied = firstDenied(recordAccesses({ namespace }), rights);
  if (!denied) return [];
  const message = `You may not ${denied.verb} configmaps in the namespace ${namespace}, where Slipway keeps its record.`;
  return [{ field: 'namespace', message, fix: `Ask an administrator for ${ruleFor(denied)}, or to install Slipway.` }];
}

function recordRef(namespace: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: installationRecordName };
}
