import type { Change, Informer } from '../../../../clusters/informer/informer.ts';
import type { Informers, SharedInformerOptions } from '../../../../clusters/informer/informers.ts';
import { type KubernetesObject, keyOf, keyText, type ObjectKey, type ResourceKind, type Stored } from '../../../../clusters/objects.ts';
import type { Priority } from '../queue/waiting-line.ts';
import type { Predicate } from './predicates.ts';

/** What makes a controller look at its objects. */
export interface Source {
  /** Of what, for messages. */
  readonly plural: string;
  /** Starts to enqueue keys. */
  connect(informers: Informers, enqueue: (key: string, priority: Priority) => void): { informer: Informer; disconnect(): void };
}

export interface SourceOptions<T extends KubernetesObject> extends SharedInformerOptions<T> {
  /** All must agree. */
  predicates?: Predicate<T>[] | undefined;
}

/** The controller's own kind. */
export function forKind<T extends KubernetesObject>(kind: ResourceKind<T>, options: SourceOptions<T> = {}): Source {
  return watches(kind, (object) => [keyOf(object)], options);
}

/** What the controller makes: a change is about the object of kind `owner` that controls it. */
export function owns<T extends KubernetesObject>(kind: ResourceKind<T>, owner: ResourceKind, options: SourceOptions<T> = {}): Source {
  return watches(kind, (object) => ownersOf(object, owner), options);
}

/** Anything else: `map` says which of the controller's objects a change is about. Asked for the old and the new state. */
export function watches<T extends KubernetesObject>(
  kind: ResourceKind<T>,
  map: (object: Stored<T>) => Iterable<ObjectKey>,
  { predicates = [], ...shared }: SourceOptions<T> = {},
): Source {
  return {
    plural: kind.plural,
    connect(informers, enqueue) {
      const informer = informers.for(kind, shared);
      const disconnect = informer.onChange((change) => {
        if (!predicates.every((predicate) => predicate(change))) return;
        for (const key of keysOf(change, map)) enqueue(key, change.initial ? 'low' : 'normal');
      });
      return { informer: informer as unknown as Informer, disconnect };
    },
  };
}

function keysOf<T extends KubernetesObject>({ object, previous }: Change<T>, map: (object: Stored<T>) => Iterable<ObjectKey>): Set<string> {
  const states = previous && previous !== object ? [previous, object] : [object];
  return new Set(states.flatMap((state) => [...map(state)].map(keyText)));
}

function ownersOf(object: Stored, owner: ResourceKind): ObjectKey[] {
  const references = object.metadata.ownerReferences ?? [];
  const controller = references.find((reference) => reference.controller);
  if (!controller || controller.kind !== owner.kind || groupOf(controller.apiVersion) !== owner.group) return [];
  return [{ namespace: owner.namespaced ? object.metadata.namespace : undefined, name: controller.name }];
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
