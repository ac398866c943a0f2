/** A container that is a program of its own: a child process in its own process group, run beside the shared ones. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { ContainerExit, ContainerStart, RunningContainer } from '../images.ts';
import { startLifeline } from './command-lifeline.ts';

/**
 * Runs `command` followed by `args`. The port for each container port is in `SLIPWAY_PORT_<containerPort>`, since the
 * program would otherwise listen on the container port itself.
 */
export function startContainer({ command, args, env, ports, writeLine }: ContainerStart): RunningContainer {
  const [program = '', ...programArguments] = [...command, ...args];
  const portVariables = Object.fromEntries(ports.map(({ containerPort, hostPort }) => [`SLIPWAY_PORT_${containerPort}`, String(hostPort)]));
  const child = spawn(program, programArguments, {
    // A group of its own, so that what the program starts is signalled with it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...portVariables, ...env },
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
      const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
      resolve({ exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' });
    });
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The group ended between the check and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
