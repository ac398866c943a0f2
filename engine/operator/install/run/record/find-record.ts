import { isReason } from '../../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import { configMaps } from '../../../../../clusters/kinds.ts';
import { partSelector } from '../../objects/metadata.ts';
import { type InstallationRecord, readRecord, recordSelector } from './installation-record.ts';
import { loadRecord } from './record-store.ts';

/**
 * What is installed in a cluster: the record in `namespace`, else one in another namespace. What may not be looked at counts as
 * not there.
 */
export async function findRecord(cluster: Cluster, namespace: string, signal?: AbortSignal): Promise<InstallationRecord | null> {
  const here = await unlessForbidden(loadRecord(cluster, namespace, signal));
  return here ?? (await unlessForbidden(findElsewhere(cluster, signal)));
}

async function findElsewhere(cluster: Cluster, signal: AbortSignal | undefined): Promise<InstallationRecord | null> {
  const { items } = await cluster.list(configMaps, { labelSelector: `${partSelector},${recordSelector}`, signal });
  const records = items.map(readRecord).filter((record) => record !== undefined);
  // One for the whole cluster says more than those of single namespaces.
  return records.find(({ options }) => options.scope.kind === 'cluster') ?? records[0] ?? null;
}

async function unlessForbidden(found: Promise<InstallationRecord | null>): Promise<InstallationRecord | null> {
  try {
    return await found;
  } catch (error) {
    if (isReason(error, 'Forbidden')) return null;
    throw error;
  }
}
