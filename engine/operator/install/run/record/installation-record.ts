/** What the cluster itself remembers of its installation: the ConfigMap `slipway-installation` beside our parts. */
import type { ConfigMap } from 'kubernetes-types/core/v1.d.ts';
import { installationRecordName, partLabels, versionLabel } from '../../objects/metadata.ts';
import type { InstallOptions } from '../../options.ts';
import type { ObjectRef } from '../../plan/plan.ts';

export interface InstallationRecord {
  readonly version: string;
  readonly options: InstallOptions;
  /** `applying`: an installation or upgrade that was begun and not ended. */
  readonly state: 'applying' | 'complete';
  /** The version before, while an upgrade is being applied; null for a first installation. */
  readonly from: string | null;
  /** What a first installation has made that was not there: what goes when it is called off. Empty once it was seen to work. */
  readonly created: readonly ObjectRef[];
}

const component = { 'app.kubernetes.io/component': 'installation' };
/** Together with the labels of all parts, what finds records. */
export const recordSelector = 'app.kubernetes.io/component=installation';

/** The record as the cluster keeps it. */
export function recordObject({ version, options, state, from, created }: InstallationRecord): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: installationRecordName,
      namespace: options.namespace,
      labels: { ...partLabels, ...component, [versionLabel]: version },
    },
    data: { version, state, from: from ?? '', options: JSON.stringify(options), created: JSON.stringify(created) },
  };
}

/** What a ConfigMap of this name says; undefined when it is not a record, or one that somebody has damaged. */
export function readRecord({ data = {} }: ConfigMap): InstallationRecord | undefined {
  const options = parse(data['options']) as InstallOptions | undefined;
  const created = parse(data['created']);
  const { version, state, from } = data;
  if (!version || !options?.namespace || (state !== 'applying' && state !== 'complete')) return undefined;
  return { version, options, state, from: from || null, created: Array.isArray(created) ? (created as ObjectRef[]) : [] };
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
