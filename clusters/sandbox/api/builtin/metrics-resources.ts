import type { Resource } from '../resource.ts';

/** What a metrics server would serve: made when it is asked for, never stored. */
export function metricsResources(): Resource[] {
  return [measured('NodeMetrics', 'nodes', false), measured('PodMetrics', 'pods', true)];
}

export const metricsGroup = 'metrics.k8s.io';
export const customMetricsGroup = 'custom.metrics.k8s.io';

function measured(kind: string, plural: string, namespaced: boolean): Resource {
  return {
    group: metricsGroup,
    version: 'v1beta1',
    kind,
    plural,
    singular: '',
    listKind: `${kind}List`,
    namespaced,
    shortNames: [],
    categories: [],
    verbs: ['get', 'list'],
    subresources: [],
    bucket: `${metricsGroup}/${plural}`,
    storedAs: `${metricsGroup}/v1beta1`,
    custom: false,
    schema: () => undefined,
    columns: [],
    strategy: {},
  };
}
