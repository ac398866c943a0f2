import type { Stored } from '../../../../../clusters/objects.ts';
import { installationObjects } from '../../objects/installation-objects.ts';
import { operatorName, versionLabel } from '../../objects/metadata.ts';
import type { InstallOptions } from '../../options.ts';
import { accessesNeeded } from '../../plan/accesses.ts';
import type { InstallationFacts } from '../../plan/plan.ts';
import { recordAccesses } from '../installation-problems.ts';
import type { InstallerContext } from '../installer-context.ts';
import type { InstallationRecord } from '../record/installation-record.ts';
import { presentObjects, servedName } from './present-objects.ts';
import { reviewAccess } from './review-access.ts';
import { tryObjects } from './try-objects.ts';

/** Looks at everything that a plan is made of. Nothing in the cluster is changed. */
export async function gatherFacts(
  { cluster }: InstallerContext,
  options: InstallOptions,
  record: InstallationRecord | null,
  signal?: AbortSignal,
): Promise<InstallationFacts> {
  const wanted = installationObjects(options);
  const served = new Set((await cluster.discover({ signal })).map(servedName));
  const live = await presentObjects(cluster, { namespace: options.namespace, wanted, served, signal });
  const rights = await reviewAccess(cluster, [...accessesNeeded(wanted, live), ...recordAccesses(options)], signal);
  const { present, refused } = await tryObjects(cluster, { wanted, present: live, rights, served, signal });
  return { options, wanted, present, refused, rights, served: [...served], installedVersion: installedVersion(record, live) };
}

/** By the record; where there is none, as after `kubectl apply` of our manifests, by the operator's label. */
function installedVersion(record: InstallationRecord | null, present: readonly Stored[]): string | null {
  if (record) return record.state === 'complete' ? record.version : record.from;
  const operator = present.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === operatorName);
  return operator?.metadata.labels?.[versionLabel] ?? null;
}
