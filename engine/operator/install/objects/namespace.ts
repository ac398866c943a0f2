import type { Namespace } from 'kubernetes-types/core/v1.d.ts';
import type { InstallOptions } from '../options.ts';
import { clusterMeta } from './metadata.ts';

const restricted = 'pod-security.kubernetes.io';

/** The namespace of our parts. Only pods without privileges are let in: ours need none. https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export function planNamespace(options: InstallOptions): Namespace {
  const { labels, ...meta } = clusterMeta(options.namespace, 'cluster', options);
  const security = { [`${restricted}/enforce`]: 'restricted', [`${restricted}/audit`]: 'restricted', [`${restricted}/warn`]: 'restricted' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { ...meta, labels: { ...labels, ...security } } };
}
