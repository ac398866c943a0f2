/** What the API server asks of the node agents: the subresources of pods that only a node can answer. */
import type { Duplex } from 'node:stream';
import type { CallOptions, LogOptions } from '../cluster.ts';
import type { ExecOptions, ExecSession } from '../exec-session.ts';
import type { ObjectKey } from '../objects.ts';

/** Pods and containers have been found to exist before it is asked; whether they run only the runtime knows. */
export interface PodRuntime {
  /** Rejects with ApiError 400 for an unknown container, 404 for a pod this runtime does not run. */
  logs(pod: ObjectKey, options: LogOptions): AsyncIterable<string>;
  /** Rejects with ApiError 500 for a container that does not run; see `Cluster.exec`. */
  exec(pod: ObjectKey, options: ExecOptions): Promise<ExecSession>;
  /** The container's output from now on, until it ends. Rejects as `exec` does. */
  attach(pod: ObjectKey, options: AttachOptions): Promise<ExecSession>;
  /** The way to the ports of its containers. Rejects with ApiError 500 for a pod that does not run. */
  ports(pod: ObjectKey): Promise<OpenPort>;
}

/** A connection to a container's port; see `Cluster.forward`. */
export type OpenPort = (port: number, options?: CallOptions) => Promise<Duplex>;

export type AttachOptions = Pick<ExecOptions, 'container' | 'stdin' | 'tty'>;
