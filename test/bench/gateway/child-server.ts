import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ChildServer extends AsyncDisposable {
  port: number;
  pid: number;
}

/** Runs one of the programs beside this file, which prints its port and ends with its standard input. */
export async function childServer(program: string, ...programArguments: string[]): Promise<ChildServer> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, [path, ...programArguments], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [port] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string];
  if (child.exitCode !== null) throw new Error(`${program} ended with code ${child.exitCode} instead of listening`);
  return {
    port: Number(port),
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}
