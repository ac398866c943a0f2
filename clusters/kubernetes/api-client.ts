import type { IncomingMessage } from 'node:http';
import { ClusterUnreachable } from '../api-error.ts';
import { type Clock, pause } from '../clock.ts';
import type { Log } from '../log.ts';
import { readText, toApiError } from './answer.ts';
import type { Connection, ConnectionSource } from './connection.ts';
import { type ApiRequest, exchange, timedOut } from './exchange.ts';
import { explainRefusal, notAnApiServer } from './explain-refusal.ts';
import { createRequestQueue } from './request-queue.ts';
import { flowOf } from './resource-path.ts';
import { waitBeforeRepeat } from './retry.ts';
import { toUnreachable } from './unreachable.ts';
import { readWarnings } from './warnings.ts';

/** Speaks HTTP with one API server. */
export interface ApiClient {
  /** The answer's JSON. Rejects with `ApiError` or `ClusterUnreachable`. */
  json<Body>(request: ApiRequest): Promise<Body>;
  /** An answer whose body is still coming. */
  stream(request: ApiRequest): Promise<{ body: IncomingMessage; server: string }>;
}

export interface ApiClientOptions {
  source: ConnectionSource;
  clock: Clock;
  log: Log;
  /** How many requests may be under way at once; streams do not count. */
  mostAtOnce?: number | undefined;
  /** How long an answer may take. API servers end ordinary requests after 60 s by themselves. */
  timeoutMs?: number | undefined;
}

/** A client that waits its turn, and sends again where that is safe: see retry.ts. */
export function createApiClient({ source, clock, log, mostAtOnce = 50, timeoutMs = 65_000 }: ApiClientOptions): ApiClient {
  const queue = createRequestQueue(mostAtOnce);
  return {
    json: <Body>(request: ApiRequest) => untilFinal<Body>(request, () => queued(request, () => readJson<Body>(request))),
    stream: (request) => untilFinal(request, () => begin(request, false)),
  };

  /** Tries until the outcome is final. The place in the queue is free while it waits. */
  async function untilFinal<Outcome>(request: ApiRequest, attempt: () => Promise<Outcome>): Promise<Outcome> {
    for (let attempts = 0; ; attempts++) {
      try {
        return await attempt();
      } catch (error) {
        await waitAfter(request, error, attempts);
      }
    }
  }

  /** Throws the failure when it is final. */
  async function waitAfter({ method, path, signal }: ApiRequest, error: unknown, attempts: number): Promise<void> {
    if (signal?.aborted) throw signal.reason;
    const waitMs = waitBeforeRepeat(method, error, attempts);
    if (waitMs === undefined) throw error;
    log.debug({ path, error: String(error), waitMs }, 'a request is sent again');
    if (waitMs > 0) await pause(clock, waitMs, signal);
    signal?.throwIfAborted();
  }

  async function queued<Outcome>(request: ApiRequest, work: () => Promise<Outcome>): Promise<Outcome> {
    const leave = await queue.enter(flowOf(request), request.signal);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  async function readJson<Body>(request: ApiRequest): Promise<Body> {
    const { body, server } = await begin(request, true);
    return parse<Body>(server, await receive(server, body, request));
  }

  /** One attempt, up to the head of an answer that is no refusal. */
  async function begin(request: ApiRequest, mayBePacked: boolean): Promise<{ body: IncomingMessage; server: string }> {
    const connection = await source.current(request.signal);
    const server = connection.server.origin;
    const compressed = mayBePacked && connection.compressed;
    const body = await exchange(connection, request, { clock, timeoutMs: request.timeoutMs ?? timeoutMs, compressed }).catch(
      (error: unknown) => {
        if (error instanceof ClusterUnreachable) source.reload();
        throw error;
      },
    );
    tellWarnings(body, request);
    const code = body.statusCode ?? 500;
    if (code < 300) return { body, server };
    throw await refusalOf(connection, body, request);
  }

  async function refusalOf(connection: Connection, body: IncomingMessage, request: ApiRequest): Promise<Error> {
    const server = connection.server.origin;
    const code = body.statusCode ?? 500;
    if (code === 401) source.forget(connection);
    const text = await receive(server, body, request);
    if (code < 400) return notAnApiServer(server, `it points to ${body.headers.location ?? 'somewhere else'}`);
    return explainRefusal(server, toApiError(code, text, body.headers['retry-after']));
  }

  async function receive(server: string, body: IncomingMessage, { signal, timeoutMs: longest = timeoutMs }: ApiRequest): Promise<string> {
    const timer = clock.setTimeout(() => body.destroy(timedOut(longest)), longest);
    try {
      return await readText(body);
    } catch (error) {
      throw signal?.aborted ? signal.reason : toUnreachable(server, error);
    } finally {
      clock.clearTimeout(timer);
    }
  }
}

function tellWarnings(answer: IncomingMessage, { onWarning }: ApiRequest): void {
  if (onWarning) for (const warning of readWarnings(answer.headersDistinct['warning'] ?? [])) onWarning(warning);
}

function parse<Body>(server: string, text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch (error) {
    throw notAnApiServer(server, `it answered with something else than JSON (${text.trim().slice(0, 100)})`, error);
  }
}
