import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** An API server on a folder, which ends only by force. */
export interface KillableServer {
  url: string;
  /** SIGKILL: nothing of it runs any more when this resolves. */
  kill(): Promise<void>;
}

/** Gives one server after the other on the same folder; the next one's process is prepared while the present one serves. None outlives the scope. */
export function createKillableServers(folder: string): { next(): Promise<KillableServer> } & AsyncDisposable {
  let serving: Child | undefined;
  let prepared = prepare(folder);
  return {
    async next() {
      const child = prepared;
      serving = child;
      prepared = prepare(folder);
      child.stdin.write('go\n');
      const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(([code]) => failed(code))]);
      return { url: String(line).trim(), kill: () => kill(child) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([kill(prepared), serving && kill(serving)]);
    },
  };
}

type Child = ChildProcess & { stdin: Writable; stdout: Readable };

function prepare(folder: string): Child {
  const program = fileURLToPath(new URL('api-server-process.ts', import.meta.url));
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'], env });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function failed(code: unknown): never {
  throw new Error(`the API server ended with code ${String(code)} before it served`);
}
