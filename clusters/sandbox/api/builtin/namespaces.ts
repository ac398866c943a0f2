import type { Namespace } from 'kubernetes-types/core/v1.d.ts';
import { typed } from '../json.ts';
import { forbidden } from '../refusals.ts';
import type { Strategy } from '../resource.ts';

/** What the real server's NamespaceLifecycle admission protects. */
const PROTECTED = ['default', 'kube-system', 'kube-public'];

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
  refuseDeletion({ metadata: { name } }) {
    if (!PROTECTED.includes(name)) return undefined;
    return forbidden({ group: '', plural: 'namespaces', kind: 'Namespace' }, name, 'this namespace may not be deleted');
  },
  selectableFields: { 'status.phase': (object) => typed<Namespace>(object).status?.phase ?? '' },
};
