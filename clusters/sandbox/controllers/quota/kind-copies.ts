import { isReason } from '../../../api-error.ts';
import type { Informer } from '../../../informer/informer.ts';
import type { KubernetesObject, ResourceKind } from '../../../objects.ts';
import type { CountedKind } from '../../quota/object-amounts.ts';
import type { ControllerContext } from '../controller-context.ts';

/** Local copies of the kinds that quotas count, each begun when it is first asked for. */
export interface KindCopies {
  /** Undefined for a kind that is not served. */
  of(kind: CountedKind): Promise<Informer<KubernetesObject> | undefined>;
  stop(): void;
}

/** `changed` is told the namespace of every object that comes, goes or changes. */
export function createKindCopies(context: ControllerContext, changed: (namespace: string) => void): KindCopies {
  const copies = new Map<string, Promise<Informer<KubernetesObject> | undefined>>();
  const end = new AbortController();

  async function begin({ group, plural }: CountedKind): Promise<Informer<KubernetesObject> | undefined> {
    const served = (await context.cluster.discover()).find((kind) => kind.group === group && kind.plural === plural && kind.namespaced);
    const copy = served && copyOf(served);
    copy?.onChange(({ object }) => changed(object.metadata.namespace ?? ''));
    await copy?.synced.catch((error: unknown) => {
      if (!end.signal.aborted && !isReason(error, 'NotFound')) throw error;
    });
    return copy;
  }

  function copyOf(kind: ResourceKind): Informer<KubernetesObject> {
    const { pods, services, persistentVolumeClaims } = context.caches;
    const shared: Record<string, Informer<KubernetesObject>> = { pods, services, persistentvolumeclaims: persistentVolumeClaims };
    return (kind.group === '' && shared[kind.plural]) || context.watchKind(kind, end.signal);
  }

  return {
    async of(kind) {
      const identity = `${kind.group}/${kind.plural}`;
      const copy = copies.get(identity) ?? begin(kind);
      copies.set(identity, copy);
      const found = await copy;
      // What is not served now may be defined later.
      if (!found) copies.delete(identity);
      return found;
    },
    stop: () => end.abort(),
  };
}
