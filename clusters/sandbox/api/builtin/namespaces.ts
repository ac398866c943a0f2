import type { Namespace } from 'kubernetes-types/core/v1.d.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

/** A namespace stays Terminating until its finalizer `kubernetes` is gone: the namespace controller removes it through `finalize`. */
export const namespaceStrategy: Strategy = {
  setDefaults(object) {
    object.metadata.labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name };
  },
  prepareCreate(object) {
    const namespace = typed<Namespace>(object);
    namespace.spec = { finalizers: ['kubernetes'] };
    namespace.status = { phase: 'Active' };
  },
  prepareUpdate(object, previous) {
    typed<Namespace>(object).spec = typed<Namespace>(previous).spec ?? {};
  },
  selectableFields: { 'status.phase': (object) => typed<Namespace>(object).status?.phase ?? '' },
};
