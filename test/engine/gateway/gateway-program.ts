import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface GatewayProgram extends AsyncDisposable {
  process: ChildProcess;
  /** What it printed on standard output. */
  lines: readonly string[];
  /** The URL of its ready line; rejects when it ends without one. */
  ready: Promise<string>;
  /** Resolves with its exit code, null when a signal ended it. */
  exited: Promise<number | null>;
  /** What it said on standard error. */
  said(): string;
}

const program = fileURLToPath(new URL('../../../engine/gateway/main.ts', import.meta.url));

/** The gateway as a process of its own. */
export function gatewayProgram(flags: readonly string[]): GatewayProgram {
  const child = spawn(process.execPath, [program, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let said = '';
  const exited = once(child, 'close').then(([code]) => code as number | null);
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ready = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    ready.resolve((JSON.parse(line) as { url: string }).url);
  });
  void exited.then((code) => ready.reject(new Error(`the gateway ended with ${code}: ${said}`)));
  // A test may want the exit alone.
  ready.promise.catch(() => {});
  return {
    process: child,
    lines,
    ready: ready.promise,
    exited,
    said: () => said,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Asks a gateway for a completion of the model. */
export function ask(url: string, model = 'm', init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify({ model }), ...init });
}
