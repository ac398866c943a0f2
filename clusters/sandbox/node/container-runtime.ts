import { availableParallelism } from 'node:os';
import type { Log } from '../../log.ts';
import type { ContainerStart, ImageProgram, RunningContainer } from '../images.ts';
import { type SharedHost, startSharedHost } from './shared-host.ts';

/** Runs containers, spread over a few child processes. */
export interface ContainerRuntime {
  start(program: ImageProgram, start: ContainerStart): RunningContainer;
  processes(): { pid: number; role: string }[];
  /** Kills all of them at once. */
  stop(): Promise<void>;
}

// Enough to use a few cores and to lose only a part when one dies; few, for each costs some 40 MB before any container.
const mostHosts = Math.min(4, availableParallelism());
const containersBeforeAnother = 8;

/** No process is started before the first container. */
export function createContainerRuntime(log: Log): ContainerRuntime {
  const hosts = new Set<SharedHost>();

  function emptiestHost(): SharedHost {
    const [emptiest] = [...hosts].sort((one, other) => one.containers - other.containers);
    if (emptiest && (hosts.size >= mostHosts || emptiest.containers < containersBeforeAnother)) return emptiest;
    const host = startSharedHost(log);
    hosts.add(host);
    void host.gone.then(() => hosts.delete(host));
    return host;
  }

  return {
    start(program, start) {
      if (program.run === 'shared') return emptiestHost().start(program.module, start);
      const command = start.command.length > 0 ? start.command : program.command;
      return emptiestHost().start(commandModule, { ...start, command: [...program.prefix, ...command] });
    },
    processes: () => [...hosts].map(({ pid }) => ({ pid, role: 'containers' })),
    async stop() {
      await Promise.all([...hosts].map((host) => host.kill()));
    },
  };
}

const commandModule = new URL('./command-container.ts', import.meta.url);
