import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './eventually.ts';

export interface RunningCommand extends AsyncDisposable {
  process: ChildProcess;
  out(): string;
  /** What it said to people. */
  talk(): string;
  /** Resolves once it has said this; fails with all it has said when it ends before. */
  says(text: string, timeoutMs?: number): Promise<void>;
  /** Resolves with its exit code, null when a signal ended it. */
  exited: Promise<number | null>;
}

/** A command that goes on, as a person has it in a terminal; killed when the scope ends. */
export function runningCommand(words: string[], dataDirectory: string): RunningCommand {
  const child = spawn(process.execPath, ['cli/main.ts', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SLIPWAY_DATA_DIR: dataDirectory, NO_COLOR: '1' },
  });
  let out = '';
  let talk = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    talk += chunk;
  });
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return {
    process: child,
    out: () => out,
    talk: () => talk,
    async says(text, timeoutMs = 60_000) {
      const ended = exited.then((code) => Promise.reject(new Error(`it ended with ${code} and never said "${text}": ${talk}`)));
      await Promise.race([eventually(() => talk.includes(text), { timeoutMs }), ended]);
    },
    exited,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
