import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { Log } from '../log.ts';
import type { KubernetesObject, ResourceKind, Stored } from '../objects.ts';
import type { Random } from './back-off.ts';

/** Which objects. */
export interface Scope {
  /** Absent: all namespaces. */
  namespace?: string | undefined;
  labelSelector?: string | undefined;
  /** `metadata.name=NAME` where one object alone may be watched. */
  fieldSelector?: string | undefined;
}

/** Where a reflector puts what it sees. */
export interface ReflectorSink<T extends KubernetesObject> {
  replaceAll(objects: Stored<T>[]): void;
  set(object: Stored<T>): void;
  remove(object: Stored<T>): void;
  /** The watch is open: what is held follows the server. */
  live(): void;
  /** The last contact failed, for this reason. */
  stale(reason: string): void;
}

export interface ReflectorOptions<T extends KubernetesObject> {
  cluster: Cluster;
  kind: ResourceKind<T>;
  scope: Scope;
  sink: ReflectorSink<T>;
  clock: Clock;
  random: Random;
  log: Log;
  signal: AbortSignal;
}
