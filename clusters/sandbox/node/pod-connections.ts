/** What is asked of pods that run: commands beside their containers, connections to their ports. */
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { ApiError } from '../../api-error.ts';
import type { ObjectKey, Stored } from '../../objects.ts';
import type { PodRuntime } from '../pod-runtime.ts';
import { attachTo } from './attach.ts';
import type { ContainerLogs } from './container-logs.ts';
import { runCommand } from './exec/run-command.ts';
import { forwardPort } from './forward-port.ts';
import type { RunningContainers } from './running-containers.ts';

export interface PodConnectionOptions {
  /** Rejects with ApiError 404 for a pod that is not there. */
  find(key: ObjectKey): Promise<Stored<Pod>>;
  running: RunningContainers;
  logs: Pick<ContainerLogs, 'read'>;
}

/** For the pods of one agent. */
export function createPodConnections({ find, running, logs }: PodConnectionOptions): Pick<PodRuntime, 'exec' | 'attach' | 'ports'> {
  return {
    async exec(key, options) {
      const pod = await find(key);
      const name = options.container ?? pod.spec?.containers[0]?.name ?? '';
      const container = running.find(pod.metadata.uid, name);
      if (!container) throw unavailable(`container not found ("${name}")`);
      options.signal?.throwIfAborted();
      return runCommand(container, options);
    },
    async attach(key, { container = '', stdin, tty }) {
      const pod = await find(key);
      const present = running.find(pod.metadata.uid, container);
      if (!present) throw unavailable(`container ${container} not found in pod ${key.name}_${key.namespace}`);
      const leave = new AbortController();
      const lines = logs.read(pod, { container, follow: true, tailLines: 0, signal: AbortSignal.any([leave.signal, present.ended]) });
      return attachTo(lines, { stdin, tty, leave });
    },
    async ports(key) {
      const pod = await find(key);
      const runs = pod.spec?.containers.some(({ name }) => running.find(pod.metadata.uid, name));
      if (!runs) throw unavailable(`pod not found ("${key.name}_${key.namespace}")`);
      return (port, { signal } = {}) => forwardPort(pod, port, signal);
    },
  };
}

function unavailable(message: string): ApiError {
  return new ApiError(500, 'InternalError', message);
}
