/** A model server as a container in a process shared with others: what the sandbox runs in place of vLLM's images. */
import { type RunningServer, runServer } from './start/run-server.ts';
import { systemClock } from './system-clock.ts';

/** What of a container's start matters here; `clusters/sandbox/images.ts` has the whole. */
export interface ModelServerStart {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Listen on 127.0.0.1:`hostPort` where the container would listen on `containerPort`. */
  readonly ports: readonly { containerPort: number; hostPort: number }[];
  writeLine(line: string): void;
}

/** Starts at once. A port that the pod does not declare is served on a free one, which nobody is told of. */
export function startContainer({ command, args, env, ports, writeLine }: ModelServerStart): RunningServer {
  return runServer({
    command,
    args,
    env,
    clock: systemClock,
    writeLine,
    address: ({ port }) => ({ host: '127.0.0.1', port: ports.find(({ containerPort }) => containerPort === port)?.hostPort ?? 0 }),
  });
}
