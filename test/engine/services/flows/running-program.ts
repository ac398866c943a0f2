import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../../helpers/eventually.ts';

export interface RunningProgram extends AsyncDisposable {
  /** Resolves when it has said the line; rejects with all it said when it does not. */
  said(line: string): Promise<void>;
  /** As the operating system does when memory is short: nothing of it can run any more. */
  kill(): Promise<void>;
  /** Its exit code. */
  exited: Promise<number | null>;
}

const program = fileURLToPath(new URL('../../../helpers/flow-program.ts', import.meta.url));

export function flowProgram(folder: string, action: 'start' | 'resume' | 'cleanUp', hold = ''): RunningProgram {
  const child = spawn(process.execPath, [program, folder, action, hold], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    async said(line) {
      await eventually(
        () => {
          if (output.split('\n').includes(line)) return true;
          throw new Error(`it has said: ${output}`);
        },
        { timeoutMs: 20_000 },
      );
    },
    kill,
    exited,
    [Symbol.asyncDispose]: kill,
  };
}
