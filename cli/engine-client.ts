import { readFileSync } from 'node:fs';
import { createTRPCClient, createWSClient, httpLink, localLink, splitLink, type TRPCClient, wsLink } from '@trpc/client';
import { systemClock } from '../clusters/clock.ts';
import { SlipwayError } from '../engine/contract/errors.ts';
import { type AppRouter, appRouter } from '../engine/contract/rpc/router.ts';
import { dataDirectoryOf } from '../host/data-directory.ts';
import { readServeFile, type ServeFile } from '../host/serve-file.ts';
import { interrupted } from './interrupted.ts';
import { stayWithOperators } from './stay-with-operators.ts';

export interface EngineClient {
  call: TRPCClient<AppRouter>;
  close(): Promise<void>;
}

/** Runs `work` against the `serve` that has the data directory. Rejects with `not_ready` when none runs. */
export async function withEngine<T>(dataDirectory: string | undefined, work: (call: EngineClient['call']) => Promise<T>): Promise<T> {
  const running = await findServe(dataDirectory);
  if (!running) throw notRunning(dataDirectory);
  const client = connect(running);
  try {
    return await work(client.call);
  } finally {
    await client.close();
  }
}

/**
 * Runs `work` against the `serve` that has the data directory, or, where none runs, against an engine of this process's own:
 * one without a sandbox, for what concerns other clusters.
 */
export async function withAnyEngine<T>(dataDirectory: string | undefined, work: (call: EngineClient['call']) => Promise<T>): Promise<T> {
  if (await findServe(dataDirectory)) return withEngine(dataDirectory, work);
  const { openCommandEngine } = await import('../host/command-engine.ts');
  await using engine = await openCommandEngine({ dataDirectory });
  const { services } = engine;
  const links = [localLink({ router: appRouter, createContext: async () => ({ services }) })];
  const call = createTRPCClient<AppRouter>({ links });
  const done = await work(call);
  const operators = engine.operators();
  const connect = (name: string) => call.clusters.connect.mutate({ name });
  if (operators.length > 0) await stayWithOperators(operators, { clock: systemClock, signal: interrupted(), connect });
  return done;
}

/** The engine for what is asked of one cluster: the sandbox is only there while `serve` runs, any other can be reached without. */
export function withEngineFor<T>(
  args: { cluster?: string | undefined; 'data-dir'?: string | undefined },
  work: (call: EngineClient['call']) => Promise<T>,
): Promise<T> {
  const sandbox = args.cluster === undefined || args.cluster === 'sandbox';
  return (sandbox ? withEngine : withAnyEngine)(args['data-dir'], work);
}

/** The `serve` that runs on the data directory and answers; null where none does. */
export async function findServe(dataDirectory: string | undefined): Promise<ServeFile | null> {
  const left = readServeFile(dataDirectoryOf(dataDirectory, process.env));
  if (!left) return null;
  try {
    const answer = await fetch(`${left.url}/healthz`, { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? left : null;
  } catch {
    // The file outlived its process.
    return null;
  }
}

function connect({ url, tokenPath }: ServeFile): EngineClient {
  const token = readFileSync(tokenPath, 'utf8').trim();
  const socket = createWSClient({
    url: `${url.replace('http', 'ws')}/trpc`,
    connectionParams: { token },
    lazy: { enabled: true, closeMs: 0 },
  });
  const call = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: wsLink({ client: socket }),
        false: httpLink({ url: `${url}/trpc`, headers: { authorization: `Bearer ${token}` } }),
      }),
    ],
  });
  return { call, close: () => socket.close() };
}

function notRunning(asked: string | undefined): SlipwayError {
  const dataDirectory = dataDirectoryOf(asked, process.env);
  return new SlipwayError('not_ready', `No Slipway is running on the data directory ${dataDirectory}.`, {
    fix: 'Start one with "slipway serve" (in a checkout: npm start), then try again.',
  });
}
