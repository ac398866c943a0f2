import type { Cluster, ListOptions, WatchEvent, WatchOptions, WriteOptions } from '../../cluster.ts';
import { apiVersionOf, type KubernetesObject, type ObjectKey, type ResourceKind, type Stored } from '../../objects.ts';
import type { PodRuntime } from '../pod-runtime.ts';
import { invalidValue } from './causes.ts';
import { copyJson, typed } from './json.ts';
import { invalid, notFound, unknownPath } from './refusals.ts';
import { applyObject } from './requests/apply.ts';
import type { ObjectPlace, Place, RequestContext, WriteRequest } from './requests/context.ts';
import { createObject } from './requests/create.ts';
import { deleteObject } from './requests/delete.ts';
import { patchObject } from './requests/patch.ts';
import { containerToJoin, podOnNode } from './requests/pod-container.ts';
import { linesOf, openLogs } from './requests/pod-logs.ts';
import { present } from './requests/presentation.ts';
import { listEntries, readEntry } from './requests/read.ts';
import { scaleOf } from './requests/scale.ts';
import { updateObject } from './requests/update.ts';
import { watchVersion } from './requests/versions.ts';
import type { Resource } from './resource.ts';
import { reviewOwnRights } from './reviews/own-rights.ts';
import type { Entry } from './storage/entry.ts';
import { type StreamItem, watchStream } from './watching/watch-stream.ts';

export interface LocalClusterOptions {
  name: string;
  /** The field manager of writes that name none. */
  user: string;
  podRuntime: PodRuntime;
  /** What `version` says. */
  version: string;
}

/** The `Cluster` port straight onto the API server's requests: no sockets, no JSON text. */
export function createLocalCluster(context: RequestContext, { name, user, podRuntime, version }: LocalClusterOptions): Cluster {
  return {
    name,
    version: async () => version,
    discover: async () =>
      context.registry
        .all()
        .filter(({ verbs }) => verbs.includes('list'))
        .map(toKind),
    get: async (kind, key, { subresource } = {}) => {
      const place = objectPlace(context, kind, key);
      const entry = readEntry(context, place);
      return (subresource === 'scale' ? scaleOf(place.resource, entry.object) : shown(entry, place.resource)) as never;
    },
    list: async (kind, options = {}) => {
      const place = placeOf(context, kind, options.namespace);
      const { entries, resourceVersion, continueToken } = listEntries(context, place, options satisfies ListOptions);
      return { items: entries.map((entry) => shown(entry, place.resource)) as never, resourceVersion, continueToken };
    },
    watch: (kind, options) => watchEvents(context, placeOf(context, kind, options.namespace), options),
    create: async (kind, object, options) => {
      const review = reviewOwnRights(kind, object);
      if (review) return review as never;
      const place = placeOf(context, kind, namespaceOf(kind, object));
      return shown(createObject(context, place, withKind(kind, object), writeRequest(user, options)), place.resource) as never;
    },
    update: async (kind, object, options) => {
      const place = placeOfObject(context, kind, object);
      return answer(updateObject(context, place, withKind(kind, object), writeRequest(user, options)), place, options) as never;
    },
    patch: async (kind, key, patch, options) => {
      const place = objectPlace(context, kind, key);
      return answer(patchObject(context, place, patch, writeRequest(user, options)), place, options) as never;
    },
    apply: async (kind, object, options) => {
      const place = placeOfObject(context, kind, object);
      return shown(
        applyObject(context, place, withKind(kind, object), { ...writeRequest(user, options), force: options.force }).entry,
        place.resource,
      ) as never;
    },
    delete: async (kind, key, options = {}) => {
      deleteObject(context, objectPlace(context, kind, key), options);
    },
    logs: (pod, options = {}) => linesOf(openLogs(context, podRuntime, pod, options)),
    exec: async (pod, options) => podRuntime.exec(pod, { ...options, container: containerToJoin(context, pod, options.container) }),
    forward: async (pod, port, options) => {
      podOnNode(context, pod);
      const openPort = await podRuntime.ports(pod);
      return openPort(port, options);
    },
  };
}

/** Generators begin when they are read, so what is wrong with the request is said at the first read. */
async function* watchEvents<T extends KubernetesObject>(
  context: RequestContext,
  place: Place,
  options: WatchOptions,
): AsyncGenerator<WatchEvent<T>> {
  using stream = watchStream(context, place, {
    labelSelector: options.labelSelector,
    fieldSelector: options.fieldSelector,
    after: watchVersion(options.resourceVersion),
    bookmarks: true,
    markInitialEnd: false,
    timeoutSeconds: options.timeoutSeconds,
    signal: options.signal,
  });
  options.onOpen?.();
  for await (const batch of stream) for (const item of batch) yield toEvent(item, place.resource);
}

function toEvent<T extends KubernetesObject>(item: StreamItem, resource: Resource): WatchEvent<T> {
  if (item.type === 'BOOKMARK') return { type: 'BOOKMARK', resourceVersion: String(item.version) };
  return { type: item.type, object: typed<Stored<T>>(shown(item.entry, resource)) };
}

function answer(entry: Entry, { resource }: Place, options: WriteOptions | undefined) {
  return options?.subresource === 'scale' ? scaleOf(resource, entry.object) : shown(entry, resource);
}

function shown(entry: Entry, resource: Resource) {
  return copyJson(present(entry, resource));
}

function writeRequest(user: string, options: WriteOptions = {}): WriteRequest {
  const { fieldManager = user, subresource, dryRun, fieldValidation, onWarning } = options;
  return { fieldManager, subresource, dryRun, fieldValidation, warn: onWarning ?? (() => {}) };
}

function placeOf(context: RequestContext, kind: ResourceKind, namespace: string | undefined): Place {
  const resource = context.registry.find(kind.group, kind.version, kind.plural);
  if (!resource) throw unknownPath();
  return { resource, namespace: resource.namespaced ? namespace : undefined };
}

function objectPlace(context: RequestContext, kind: ResourceKind, { namespace, name }: ObjectKey): ObjectPlace {
  const place = placeOf(context, kind, namespace);
  if (!name) throw notFound(place.resource, name);
  return { ...place, name };
}

function placeOfObject(context: RequestContext, kind: ResourceKind, object: KubernetesObject): ObjectPlace {
  const place = placeOf(context, kind, namespaceOf(kind, object));
  const name = object.metadata?.name;
  if (!name) throw invalid(place.resource, '', [invalidValue('metadata.name', '', 'name is required')]);
  return { ...place, name };
}

/** As kubectl: an object that names no namespace is meant for `default`. */
function namespaceOf(kind: ResourceKind, object: KubernetesObject): string | undefined {
  return kind.namespaced ? (object.metadata?.namespace ?? 'default') : undefined;
}

/** As clients send it: an object says which kind it is of. */
function withKind(kind: ResourceKind, object: KubernetesObject): KubernetesObject {
  return { ...object, apiVersion: apiVersionOf(kind), kind: kind.kind };
}

function toKind({ group, version, kind, plural, namespaced }: Resource): ResourceKind {
  return { group, version, kind, plural, namespaced };
}
