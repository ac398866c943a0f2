import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { startLifeline } from '../command-lifeline.ts';
import { exitCodeOf, inOwnGroup, signalGroup } from '../process-group.ts';
import type { CommandStart, StartedCommand } from './started-command.ts';

/** Starts a command with its outputs apart. */
export function startOnPipes({ command, environment, stdin }: CommandStart): StartedCommand {
  const [program = '', ...programArguments] = command;
  const child = spawn(program, programArguments, {
    detached: inOwnGroup,
    stdio: [stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    env: environment,
  });
  return {
    stdin: child.stdin ?? undefined,
    stdout: kept(child.stdout),
    stderr: kept(child.stderr),
    resize: () => {},
    kill: () => signalGroup(child, 'SIGKILL'),
    exited: exitOf(child),
  };
}

/** A child's output until someone reads it: Node throws away what nobody has begun to read when the child exits. */
export function kept(output: Readable | null): Readable {
  const buffer = new PassThrough();
  if (!output) return buffer.end();
  pipeline(output, buffer, () => {});
  return buffer;
}

/** The end of a child process in a group of its own; what is left of the group ends with it, and all of it with Slipway. */
export function exitOf(child: ChildProcess): Promise<number> {
  // Slipway itself would be where its words go; what it could not watch over, it still kills when it ends in order.
  const lifeline = child.pid === undefined ? undefined : startLifeline(child.pid, () => {});
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      lifeline?.cut();
      resolve(exitCodeOf(code, signal));
    });
  });
}
