/** A container that is a program of its own: a child process in its own process group, run beside the shared ones. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ContainerExit, ContainerStart, RunningContainer } from '../images.ts';
import { startLifeline } from './command-lifeline.ts';
import { exitCodeOf, inOwnGroup, programEnvironment, signalGroup } from './process-group.ts';

/**
 * Runs `command` followed by `args`. The port for each container port is in `SLIPWAY_PORT_<containerPort>`, since the
 * program would otherwise listen on the container port itself.
 */
export function startContainer({ pod, command, args, env, ports, writeLine }: ContainerStart): RunningContainer {
  const [program = '', ...programArguments] = [...command, ...args];
  const child = spawn(program, programArguments, {
    detached: inOwnGroup,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: programEnvironment({ pod, env, ports }),
  });
  if (child.pid !== undefined) {
    const lifeline = startLifeline(child.pid, writeLine);
    child.once('exit', () => lifeline.cut());
  }
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', writeLine);
  return {
    exited: exitOf(child, writeLine),
    terminate: () => signalGroup(child, 'SIGTERM'),
    kill: () => signalGroup(child, 'SIGKILL'),
  };
}

function exitOf(child: ChildProcess, writeLine: (line: string) => void): Promise<ContainerExit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      writeLine(`exec: ${error.message}`);
      resolve({ exitCode: 127, reason: 'StartError' });
    });
    // `close` comes after the last line of output.
    child.once('close', (code, signal) => {
      const exitCode = exitCodeOf(code, signal);
      resolve({ exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' });
    });
  });
}
