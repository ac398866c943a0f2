import type { IncomingMessage } from 'node:http';
import { ClusterUnreachable } from '../api-error.ts';
import { type Clock, pause } from '../clock.ts';
import type { Log } from '../log.ts';
import { readText, toApiError } from './answer.ts';
import type { ConnectionSource } from './connection.ts';
import { type ApiRequest, answerMs, exchange, timedOut } from './exchange.ts';
import { toUnreachable } from './unreachable.ts';

/** Speaks HTTP with one API server. */
export interface ApiClient {
  /** The answer's JSON. Rejects with `ApiError` or `ClusterUnreachable`. */
  json<Body>(request: ApiRequest): Promise<Body>;
  /** An answer whose body is still coming. */
  stream(request: ApiRequest): Promise<{ body: IncomingMessage; server: string }>;
}

/** How often a request is sent again when the server asks for patience. */
const mostRetries = 5;
const longestWaitMs = 30_000;

/** A client that sends again after Retry-After, after a cut idle connection, and once with fresh credentials after 401. */
export function createApiClient({ source, clock, log }: { source: ConnectionSource; clock: Clock; log: Log }): ApiClient {
  return {
    async json<Body>(request: ApiRequest): Promise<Body> {
      const { body, server } = await accepted(request);
      return parse<Body>(server, await receive(server, body, request.signal));
    },
    stream: accepted,
  };

  async function accepted(request: ApiRequest): Promise<{ body: IncomingMessage; server: string }> {
    for (let attempt = 0; ; attempt++) {
      const { server, body } = await send(request);
      const code = body.statusCode ?? 500;
      if (code < 300) return { body, server };
      const refusal = toApiError(code, await receive(server, body, request.signal));
      const waitMs = waitBeforeRetry(code, body.headers['retry-after'], attempt);
      if (waitMs === undefined) throw refusal;
      if (code === 401) source.forget();
      log.debug({ path: request.path, code, waitMs }, 'the API server asks to try again');
      await pause(clock, waitMs, request.signal);
      request.signal?.throwIfAborted();
    }
  }

  async function receive(server: string, body: IncomingMessage, signal: AbortSignal | undefined): Promise<string> {
    const timer = clock.setTimeout(() => body.destroy(timedOut()), answerMs);
    try {
      return await readText(body);
    } catch (error) {
      throw signal?.aborted ? signal.reason : toUnreachable(server, error);
    } finally {
      clock.clearTimeout(timer);
    }
  }

  async function send(request: ApiRequest): Promise<{ body: IncomingMessage; server: string }> {
    const connection = await source.current();
    const server = connection.server.origin;
    try {
      return { server, body: await exchange(connection, request, clock) };
    } catch (error) {
      if (wasCutWhileIdle(error, request)) return { server, body: await exchange(connection, request, clock) };
      if (error instanceof ClusterUnreachable) source.forget();
      throw error;
    }
  }
}

/** Milliseconds until the request may be sent again, or undefined when the refusal is final. */
export function waitBeforeRetry(code: number, retryAfter: string | undefined, attempt: number): number | undefined {
  if (code === 401) return attempt === 0 ? 0 : undefined;
  const isPatience = code === 429 || code >= 500;
  const seconds = retryAfter === undefined ? Number.NaN : Number(retryAfter);
  if (!isPatience || !Number.isFinite(seconds) || attempt >= mostRetries) return undefined;
  return Math.min(longestWaitMs, Math.max(0, seconds * 1000));
}

/** A kept connection may have been closed by the server just as we used it; a read can simply be sent again. */
function wasCutWhileIdle(error: unknown, request: ApiRequest): boolean {
  const cause = error instanceof ClusterUnreachable ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return request.method === 'GET' && (cause?.code === 'ECONNRESET' || cause?.code === 'EPIPE');
}

function parse<Body>(server: string, text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch (error) {
    const quoted = text.trim().slice(0, 100);
    throw new ClusterUnreachable(server, `${server} answered with something else than JSON (${quoted}). Is it an API server?`, {
      cause: error,
    });
  }
}
