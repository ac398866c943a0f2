/**
 * The port to a Kubernetes cluster. Implementations: `kubernetes/` over HTTPS, `sandbox/` in process.
 * Every method rejects with `ApiError` when the server refuses and `ClusterUnreachable` when it does not answer.
 * Returned objects are the caller's own: changing one changes nothing elsewhere.
 */
import type { Duplex } from 'node:stream';
import type { ExecOptions, ExecSession } from './exec-session.ts';
import type { KubernetesObject, ObjectKey, ResourceKind, Stored } from './objects.ts';

export interface Cluster {
  /** How people call it: `sandbox`, a kind cluster's name, a kubeconfig context. */
  readonly name: string;

  /** The server's release, as its `/version` says it: `v1.36.3`. Servers answer it to everybody whom they know. */
  version(options?: VersionOptions): Promise<string>;
  /** All kinds whose objects the server keeps, preferred version first. */
  discover(options?: CallOptions): Promise<ResourceKind[]>;

  get<T extends KubernetesObject>(kind: ResourceKind<T>, key: ObjectKey, options?: GetOptions): Promise<Stored<T>>;
  list<T extends KubernetesObject>(kind: ResourceKind<T>, options?: ListOptions): Promise<ObjectList<T>>;

  /**
   * Changes after `resourceVersion`, until the server ends the watch, the signal aborts or the loop is left.
   * An expired resourceVersion throws `ApiError` 410, whether the server says so by status or inside the stream.
   * Reconnecting is the reflector's work (informer/reflector.ts), not this method's.
   */
  watch<T extends KubernetesObject>(kind: ResourceKind<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>>;

  create<T extends KubernetesObject>(kind: ResourceKind<T>, object: T, options?: WriteOptions): Promise<Stored<T>>;
  /** Replaces. With `metadata.resourceVersion` set, only that version is replaced (409 otherwise). */
  update<T extends KubernetesObject>(kind: ResourceKind<T>, object: T, options?: WriteOptions): Promise<Stored<T>>;
  patch<T extends KubernetesObject>(kind: ResourceKind<T>, key: ObjectKey, patch: Patch, options?: WriteOptions): Promise<Stored<T>>;
  /** Server-side apply: creates or changes, owning the fields that `object` names. */
  apply<T extends KubernetesObject>(kind: ResourceKind<T>, object: T, options: ApplyOptions): Promise<Stored<T>>;
  delete(kind: ResourceKind, key: ObjectKey, options?: DeleteOptions): Promise<void>;

  /** Log lines, without line ends. With `follow`, until the container ends or the signal aborts. */
  logs(pod: ObjectKey, options?: LogOptions): AsyncIterable<string>;
  /** Runs a command in a container. Rejects with `ApiError` 404 for the pod, 400 for the container's name, 500 for one that does not run. */
  exec(pod: ObjectKey, options: ExecOptions): Promise<ExecSession>;
  /**
   * One connection to a port of the pod, as if from inside it. It is destroyed with an error when nothing accepts there,
   * and by the signal.
   */
  forward(pod: ObjectKey, port: number, options?: CallOptions): Promise<Duplex>;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface VersionOptions extends CallOptions {
  /** How long the server may take; getting credentials does not count. Default: as long as for any answer. */
  timeoutMs?: number | undefined;
}

export interface GetOptions extends CallOptions {
  subresource?: 'status' | 'scale' | undefined;
}

export interface ListOptions extends CallOptions {
  /** Absent: all namespaces. */
  namespace?: string | undefined;
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
  /** Page size; absent: everything in one answer. */
  limit?: number | undefined;
  continueToken?: string | undefined;
  /** `0`: any version will do, from the server's cache. */
  resourceVersion?: string | undefined;
}

export interface ObjectList<T extends KubernetesObject = KubernetesObject> {
  items: Stored<T>[];
  /** Where a watch can begin. */
  resourceVersion: string;
  /** Set while there are more pages. */
  continueToken?: string | undefined;
}

export interface WatchOptions extends CallOptions {
  namespace?: string | undefined;
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
  resourceVersion: string;
  /** After how long the server ends the watch by itself. */
  timeoutSeconds?: number | undefined;
  /** Called once, when the server has accepted the watch; nothing may have changed yet. */
  onOpen?: (() => void) | undefined;
}

export type WatchEvent<T extends KubernetesObject = KubernetesObject> =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: Stored<T> }
  /** Nothing changed up to this version. */
  | { type: 'BOOKMARK'; resourceVersion: string };

export interface WriteOptions extends CallOptions {
  /** `finalize` is for namespaces alone. */
  subresource?: 'status' | 'scale' | 'finalize' | undefined;
  fieldManager?: string | undefined;
  /** The server validates and answers as if, and stores nothing. */
  dryRun?: boolean | undefined;
  /** What unknown fields get. The server's default is `Warn`. */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore' | undefined;
  /** Called for each warning of the server: an unknown field, a deprecated version. */
  onWarning?: ((message: string) => void) | undefined;
}

export interface ApplyOptions extends WriteOptions {
  fieldManager: string;
  /** Take fields from other managers instead of failing with 409. */
  force?: boolean | undefined;
}

export type Patch =
  | { type: 'merge'; body: object }
  | { type: 'strategic'; body: object }
  | { type: 'json'; body: readonly JsonPatchOperation[] };

export interface JsonPatchOperation {
  op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  path: string;
  from?: string;
  value?: unknown;
}

export interface DeleteOptions extends CallOptions {
  propagation?: 'Background' | 'Foreground' | 'Orphan' | undefined;
  gracePeriodSeconds?: number | undefined;
  preconditions?: { uid?: string; resourceVersion?: string } | undefined;
  dryRun?: boolean | undefined;
}

export interface LogOptions extends CallOptions {
  container?: string | undefined;
  follow?: boolean | undefined;
  /** Only the last so many lines. */
  tailLines?: number | undefined;
  /** Of the container's run before the last restart. */
  previous?: boolean | undefined;
  /** Each line begins with its time and a space. */
  timestamps?: boolean | undefined;
  /** Only lines of the last so many seconds. Not together with `sinceTime`. */
  sinceSeconds?: number | undefined;
  /** Only lines from this time on, as RFC 3339. */
  sinceTime?: string | undefined;
  /** The answer ends after so many bytes, within a line if need be. */
  limitBytes?: number | undefined;
}
