import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import { execa } from 'execa';
import type { AppRouter } from '../../engine/contract/rpc/router.ts';

export interface RunningServe extends AsyncDisposable {
  pid: number;
  /** `http://127.0.0.1:<port>` */
  url: string;
  token: string;
  dataDirectory: string;
  call: TRPCClient<AppRouter>;
  /** Milliseconds from the spawn to the ready line. */
  readyAfterMs: number;
  /** A command on the same data directory. */
  slipway(words: string[], input?: string): ReturnType<typeof runSlipway>;
  /** SIGKILL, as a power cut would be. */
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
}

/** `slipway serve` as a process of its own, on any free ports; stopped when the scope ends. */
export async function runningServe(dataDirectory: string, more: string[] = []): Promise<RunningServe> {
  const startedAt = performance.now();
  const words = ['cli/main.ts', 'serve', '--no-open', '--data-dir', dataDirectory, '--port', '0', '--gateway-port', '0', ...more];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const link = await readyLink(child);
  const readyAfterMs = performance.now() - startedAt;
  const url = link.origin;
  const token = link.hash.replace('#token=', '');
  const call = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers: { authorization: `Bearer ${token}` } })] });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await new Promise((resolve) => child.once('close', resolve));
    }
    return child.exitCode;
  };
  return {
    pid: child.pid ?? 0,
    url,
    token,
    dataDirectory,
    call,
    readyAfterMs,
    slipway: (verb, input) => runSlipway(verb, { dataDirectory, input }),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGTERM')),
  };
}

/** One command, as a person runs it from a checkout. Never rejects: look at the exit code. */
export function runSlipway(words: string[], { dataDirectory, input = '' }: { dataDirectory: string; input?: string | undefined }) {
  return execa(process.execPath, ['cli/main.ts', ...words], {
    reject: false,
    env: { SLIPWAY_DATA_DIR: dataDirectory, NO_COLOR: '1' },
    input,
  });
}

function readyLink(child: ChildProcess): Promise<URL> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('serve was started without pipes');
  return new Promise((resolve, reject) => {
    let talk = '';
    stderr.on('data', (chunk) => (talk += chunk));
    createInterface({ input: stdout }).on('line', (line) => {
      const link = line.match(/^Slipway ready: (.+)$/)?.[1];
      if (link) resolve(new URL(link));
    });
    child.once('exit', (code) => reject(new Error(`serve ended with exit code ${code} before it was ready: ${talk}`)));
  });
}
