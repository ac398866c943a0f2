import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface OperatorProgram extends AsyncDisposable {
  process: ChildProcess;
  /** Where metrics and health are; rejects when it ends before it serves them. */
  url: Promise<string>;
  /** Everything it logged. */
  said(): string;
  /** Resolves with its exit code, null when a signal ended it. */
  exited: Promise<number | null>;
}

const program = fileURLToPath(new URL('../../engine/operator/main.ts', import.meta.url));

/** The operator as a process of its own, which finds its cluster as kubectl would: by KUBECONFIG. Without flags it installs its kinds. */
export function operatorProgram(kubeconfigPath: string, flags: readonly string[] = ['--install-kinds']): OperatorProgram {
  const child = spawn(process.execPath, [program, '--metrics-port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, KUBECONFIG: kubeconfigPath },
  });
  let said = '';
  const served = Promise.withResolvers<string>();
  // A test may want the exit alone.
  served.promise.catch(() => {});
  createInterface({ input: child.stdout }).on('line', (line) => {
    said += `${line}\n`;
    const { port } = JSON.parse(line) as { port?: number };
    if (port !== undefined) served.resolve(`http://127.0.0.1:${port}`);
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const exited = once(child, 'close').then(([code]) => code as number | null);
  void exited.then((code) => served.reject(new Error(`the operator ended with ${code}: ${said}`)));
  return {
    process: child,
    url: served.promise,
    said: () => said,
    exited,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
