/** How custom.metrics.k8s.io is discovered: its resources are the metrics that pods are known to have. */
import { customMetricsGroup } from '../builtin/metrics-resources.ts';

const versions = ['v1beta2', 'v1beta1'];
const answer = { kind: 'MetricValueList', verbs: ['get'] };

/** Whether metrics can be asked for in this version. */
export function isCustomMetricsVersion(version: string): boolean {
  return versions.includes(version);
}

/** The group as `/apis` lists it. */
export function customMetricsGroupEntry(): object {
  const entries = versions.map((version) => ({ groupVersion: `${customMetricsGroup}/${version}`, version }));
  return { name: customMetricsGroup, versions: entries, preferredVersion: entries[0] };
}

/** The group's own document, or that of one of its versions; undefined for a version that is not served. */
export function customMetricsDocument(version: string | undefined, names: Iterable<string>): object | undefined {
  if (version === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...customMetricsGroupEntry() };
  if (!isCustomMetricsVersion(version)) return undefined;
  const resources = [...names].map((name) => ({ name: `pods/${name}`, singularName: '', namespaced: true, ...answer }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${customMetricsGroup}/${version}`, resources };
}

/** The group in the aggregated document: metrics are subresources of pods, which are not served under this group themselves. */
export function aggregatedCustomMetrics(names: Iterable<string>): object {
  const { kind, verbs } = answer;
  const none = { group: '', version: '', kind: '' };
  const subresources = [...names].map((subresource) => ({ subresource, responseKind: { ...none, kind }, verbs }));
  const pods = { resource: 'pods', responseKind: none, scope: 'Namespaced', singularResource: '', verbs: null, subresources };
  const resources = subresources.length > 0 ? [pods] : [];
  return {
    metadata: { name: customMetricsGroup },
    versions: versions.map((version) => ({ version, resources, freshness: 'Current' })),
  };
}

/** `/` lists these too. */
export function customMetricsPaths(): string[] {
  return [`/apis/${customMetricsGroup}`, ...versions.map((version) => `/apis/${customMetricsGroup}/${version}`)];
}
