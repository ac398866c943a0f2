/** Where containers' logs are, and reading them back for `kubectl logs`. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import { ApiError } from '../../api-error.ts';
import type { Clock } from '../../clock.ts';
import type { LogOptions } from '../../cluster.ts';
import type { Log } from '../../log.ts';
import type { Stored } from '../../objects.ts';
import { createLogFile, type LogFile, readLog } from './log-file.ts';

export interface ContainerLogs {
  /** The log of a container's run, `run` being its restart count. The run before the one before is forgotten. */
  open(container: ContainerRun): LogFile;
  read(pod: Stored<Pod>, options: LogOptions): AsyncIterable<string>;
}

export interface ContainerRun {
  podUid: string;
  container: string;
  run: number;
}

/** Keeps logs below `folder`, one folder a pod's uid. */
export function createContainerLogs(folder: string, clock: Clock, log: Log): ContainerLogs {
  const open = new Map<string, LogFile>();
  const pathOf = ({ podUid, container, run }: ContainerRun) => join(folder, podUid, 'logs', container, `${run}.log`);

  return {
    open(run) {
      const path = pathOf(run);
      const file = createLogFile({ path, now: () => clock.now(), log });
      open.set(path, file);
      forgetRunBefore(run);
      return {
        ...file,
        async close() {
          await file.close();
          // Only now has a reader all lines from the file alone.
          open.delete(path);
        },
      };
    },
    async *read(pod, options) {
      const status = statusOf(pod, options.container ?? pod.spec?.containers[0]?.name ?? '');
      const run = runOf(status, pod, options.previous ?? false);
      const path = pathOf({ podUid: pod.metadata.uid, container: status.name, run });
      const running = open.get(path);
      const lines = running ? running.read(options) : tailOf(await readLog(path), options.tailLines);
      const from = firstTime(options, clock.now());
      for await (const line of lines) {
        const space = line.indexOf(' ');
        if (from !== undefined && Date.parse(line.slice(0, space)) < from) continue;
        yield options.timestamps ? line : line.slice(space + 1);
      }
    },
  };

  function forgetRunBefore({ run, ...container }: ContainerRun): void {
    if (run < 2) return;
    const old = pathOf({ ...container, run: run - 2 });
    for (const path of [old, `${old}.1`]) void rm(path, { force: true });
  }
}

/** In milliseconds; undefined: from the beginning. */
function firstTime({ sinceTime, sinceSeconds }: LogOptions, now: number): number | undefined {
  if (sinceTime !== undefined) return Date.parse(sinceTime);
  return sinceSeconds === undefined ? undefined : now - sinceSeconds * 1000;
}

function statusOf(pod: Stored<Pod>, container: string): ContainerStatus {
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  const status = statuses.find(({ name }) => name === container);
  if (status) return status;
  throw badRequest(`container "${container}" in pod "${pod.metadata.name}" is not available`);
}

function runOf({ name, restartCount, state, lastState, containerID }: ContainerStatus, pod: Stored<Pod>, previous: boolean): number {
  if (previous) {
    if (!lastState?.terminated) throw badRequest(`previous terminated container "${name}" in pod "${pod.metadata.name}" not found`);
    // While it waits to be started again, the run that ended last is still the counted one.
    return state?.waiting ? restartCount : restartCount - 1;
  }
  if (!containerID) {
    throw badRequest(
      `container "${name}" in pod "${pod.metadata.name}" is waiting to start: ${state?.waiting?.reason ?? 'ContainerCreating'}`,
    );
  }
  return restartCount;
}

function tailOf(lines: string[], tailLines: number | undefined): string[] {
  return tailLines === undefined ? lines : lines.slice(Math.max(0, lines.length - tailLines));
}

function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}
