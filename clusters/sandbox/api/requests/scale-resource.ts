import { kubernetesSchemas } from '../openapi/kubernetes-schemas.ts';
import type { Resource } from '../resource.ts';

const kind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/** autoscaling/v1 Scale as a resource: what is written through `scale` is read, patched and owned as one of its own. */
export const scaleResource: Resource = {
  ...kind,
  plural: 'scales',
  singular: 'scale',
  listKind: 'ScaleList',
  namespaced: true,
  shortNames: [],
  categories: [],
  verbs: [],
  subresources: [],
  bucket: '',
  storedAs: 'autoscaling/v1',
  custom: false,
  schema: () => kubernetesSchemas().ofKind(kind),
  columns: [],
  strategy: {},
};
