import { isReason } from '../../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import { configMaps } from '../../../../../clusters/kinds.ts';
import { SlipwayError } from '../../../../contract/errors.ts';
import { partLabels, installationRecordName as recordName } from '../../objects/metadata.ts';
import { fieldManager } from '../installer-context.ts';
import { type InstallationRecord, readRecord, recordObject } from './installation-record.ts';

/** The record in a namespace; null where there is none. Rejects with `conflict` when something else has its name, or it cannot be read. */
export async function loadRecord(cluster: Cluster, namespace: string, signal?: AbortSignal): Promise<InstallationRecord | null> {
  const found = await cluster.get(configMaps, { namespace, name: recordName }, { signal }).catch((error: unknown) => {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  });
  if (!found) return null;
  const name = `ConfigMap ${recordName} in ${namespace}`;
  if (found.metadata.labels?.['app.kubernetes.io/managed-by'] !== partLabels['app.kubernetes.io/managed-by']) {
    const message = `${name} is not Slipway's, and Slipway keeps its record under that name.`;
    throw new SlipwayError('conflict', message, { fix: 'Delete or rename it, or install into another namespace.' });
  }
  const record = readRecord(found);
  if (record) return record;
  const fix = `Delete it (kubectl delete configmap ${recordName} --namespace ${namespace}) and install again: what is there stays.`;
  throw new SlipwayError('conflict', `${name} should say what is installed, and cannot be read.`, { fix });
}

/** Notes that what was installed was seen to work: from then on nothing of it goes because a later run is called off. */
export async function settleRecord(cluster: Cluster, namespace: string, signal?: AbortSignal): Promise<void> {
  const record = await loadRecord(cluster, namespace, signal);
  if (record?.state === 'complete' && record.created.length > 0) await saveRecord(cluster, { ...record, created: [] }, signal);
}

/** Writes the record, whatever it said before. */
export async function saveRecord(cluster: Cluster, record: InstallationRecord, signal?: AbortSignal): Promise<void> {
  await cluster.apply(configMaps, recordObject(record), { fieldManager, force: true, signal });
}
