import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../../helpers/eventually.ts';

export interface RunningProgram extends AsyncDisposable {
  /** Resolves when it has said such a line; rejects with all it said when it does not. */
  said(line: string | RegExp): Promise<void>;
  lines(): string[];
  /** As the operating system does when memory is short: nothing of it can run any more. */
  kill(): Promise<void>;
  /** Its exit code. */
  exited: Promise<number | null>;
}

/** Runs a program of test/helpers as a process of its own. */
export function helperProgram(name: string, programArguments: readonly string[]): RunningProgram {
  const program = fileURLToPath(new URL(`../../../helpers/${name}`, import.meta.url));
  const child = spawn(process.execPath, [program, ...programArguments], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const lines = (): string[] => output.split('\n');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    async said(wanted) {
      const isWanted = (line: string): boolean => (typeof wanted === 'string' ? line === wanted : wanted.test(line));
      await eventually(
        () => {
          if (lines().some(isWanted)) return true;
          throw new Error(`it has said: ${output}`);
        },
        { timeoutMs: 25_000 },
      );
    },
    lines,
    kill,
    exited,
    [Symbol.asyncDispose]: kill,
  };
}

export function flowProgram(folder: string, action: 'start' | 'resume' | 'cleanUp', hold = ''): RunningProgram {
  return helperProgram('flow-program.ts', [folder, action, hold]);
}
