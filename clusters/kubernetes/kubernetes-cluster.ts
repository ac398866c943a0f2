import type { Clock } from '../clock.ts';
import type { Cluster, ObjectList, Patch, WriteOptions } from '../cluster.ts';
import type { Log } from '../log.ts';
import { apiVersionOf, type KubernetesObject, keyOf, type ObjectKey, type ResourceKind, type Stored } from '../objects.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { type ConnectionChoice, createConnectionSource } from './connection.ts';
import { discover } from './discover.ts';
import type { ApiRequest } from './exchange.ts';
import { execInPod } from './exec.ts';
import { forwardToPod } from './forward.ts';
import { followLogs } from './logs.ts';
import { resourcePath, withQuery } from './resource-path.ts';
import { readVersion } from './version.ts';
import { watchKind } from './watch-kind.ts';

export interface KubernetesClusterOptions extends ConnectionChoice {
  /** How people call it. Default: the context. */
  name?: string | undefined;
  /** How many requests may be under way at once; watches, logs and connections into pods do not count. */
  mostAtOnce?: number | undefined;
  /** How long an answer may take. */
  timeoutMs?: number | undefined;
  log: Log;
  clock: Clock;
}

/** A cluster over HTTPS. Nothing is read or connected before the first call. */
export function createKubernetesCluster(options: KubernetesClusterOptions): Cluster {
  const { clock, log, mostAtOnce, timeoutMs } = options;
  const source = createConnectionSource(options, clock);
  const client = createApiClient({ source, clock, log, mostAtOnce, timeoutMs });
  return {
    name: options.name ?? options.context ?? 'kubernetes',
    version: (versionOptions) => readVersion(client, source, versionOptions),
    discover: ({ signal } = {}) => discover(client, signal),
    get: (kind, key, { subresource, signal } = {}) =>
      client.json({ method: 'GET', path: resourcePath(kind, { ...key, subresource }), signal }),
    list: async (kind, listOptions = {}) => {
      const { signal, namespace, continueToken, ...query } = listOptions;
      const path = withQuery(resourcePath(kind, { namespace }), { ...query, continue: continueToken });
      return toObjectList(kind, await client.json({ method: 'GET', path, signal }));
    },
    watch: (kind, watchOptions) => watchKind(client, clock, kind, watchOptions),
    ...writes(client),
    delete: async (kind, key, { signal, propagation, gracePeriodSeconds, preconditions, dryRun } = {}) => {
      const body = {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        propagationPolicy: propagation,
        gracePeriodSeconds,
        preconditions,
        dryRun: dryRun ? ['All'] : undefined,
      };
      await client.json({ method: 'DELETE', path: resourcePath(kind, key), body, signal });
    },
    logs: (pod, logOptions = {}) => followLogs(client, pod, logOptions),
    exec: (pod, execOptions) => execInPod({ source, clock }, pod, execOptions),
    forward: (pod, port, callOptions) => forwardToPod({ source, clock }, pod, port, callOptions),
  };
}

function writes(client: ApiClient): Pick<Cluster, 'create' | 'update' | 'patch' | 'apply'> {
  return {
    create: (kind, object, options = {}) => {
      const { namespace } = keyOf(object);
      const path = withQuery(resourcePath(kind, { namespace, subresource: options.subresource }), writeQuery(options));
      return client.json({ method: 'POST', path, body: typed(kind, object), ...callOf(options) });
    },
    update: (kind, object, options = {}) =>
      client.json({ method: 'PUT', path: writePath(kind, keyOf(object), options), body: typed(kind, object), ...callOf(options) }),
    patch: (kind, key, { type, body }, options = {}) =>
      client.json({ method: 'PATCH', path: writePath(kind, key, options), body, contentType: patchTypes[type], ...callOf(options) }),
    apply: (kind, object, options) => {
      const path = writePath(kind, keyOf(object), { ...options, force: options.force });
      // JSON is YAML.
      const contentType = 'application/apply-patch+yaml';
      return client.json({ method: 'PATCH', path, body: typed(kind, object), contentType, ...callOf(options) });
    },
  };
}

const patchTypes: Record<Patch['type'], string> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
};

function callOf({ signal, onWarning }: WriteOptions): Pick<ApiRequest, 'signal' | 'onWarning'> {
  return { signal, onWarning };
}

function writePath(kind: ResourceKind, key: ObjectKey, options: WriteOptions & { force?: boolean | undefined }): string {
  return withQuery(resourcePath(kind, { ...key, subresource: options.subresource }), writeQuery(options));
}

function writeQuery({ fieldManager, dryRun, fieldValidation, force }: WriteOptions & { force?: boolean | undefined }) {
  return { fieldManager, dryRun: dryRun ? 'All' : undefined, fieldValidation, force };
}

function typed<T extends KubernetesObject>(kind: ResourceKind<T>, object: T): T {
  return { ...object, apiVersion: apiVersionOf(kind), kind: kind.kind };
}

interface WireList<T extends KubernetesObject> {
  items?: Stored<T>[] | null;
  metadata?: { resourceVersion?: string; continue?: string };
}

function toObjectList<T extends KubernetesObject>(kind: ResourceKind<T>, list: WireList<T>): ObjectList<T> {
  const apiVersion = apiVersionOf(kind);
  // Servers leave apiVersion and kind out of a list's items.
  for (const item of list.items ?? []) Object.assign(item, { apiVersion, kind: kind.kind });
  return {
    items: list.items ?? [],
    resourceVersion: list.metadata?.resourceVersion ?? '',
    continueToken: list.metadata?.continue || undefined,
  };
}
