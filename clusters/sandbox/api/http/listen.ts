import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ApiError } from '../../../api-error.ts';
import type { Log } from '../../../log.ts';
import type { PodRuntime } from '../../pod-runtime.ts';
import { createAccountTokens } from '../authentication/account-tokens.ts';
import { anonymousUser, authenticate } from '../authentication/authenticate.ts';
import { createTokens, type Tokens } from '../authentication/tokens.ts';
import type { User } from '../authentication/user.ts';
import type { ServerCertificates } from '../certificates.ts';
import type { RequestContext } from '../requests/context.ts';
import { dispatch } from './dispatch.ts';
import { internalError, sendRefusal } from './respond.ts';
import type { Upgrade } from './streams/accept.ts';
import { ordinaryResponse, sendUpgradeRefusal, serveStreams, streamTarget } from './streams/handle-upgrade.ts';

export interface ListenOptions {
  host: '127.0.0.1';
  /** 0 for any free one. */
  port: number;
  certificates: ServerCertificates;
  /** Bearer tokens and whose they are. */
  tokens?: ReadonlyMap<string, User>;
}

export interface Listening {
  /** `https://127.0.0.1:PORT`. */
  url: string;
  /** Cuts all connections, watches included. */
  close(): Promise<void>;
}

export interface Handling {
  context: RequestContext;
  podRuntime: PodRuntime;
  log: Log;
  version: string;
}

/** Serves the API over HTTPS on loopback; rejects when the port is taken. */
export async function listenHttps(
  handling: Handling,
  { host, port, certificates, tokens: known = new Map() }: ListenOptions,
): Promise<Listening> {
  const tokens = createTokens(known, createAccountTokens(certificates.serverKey, handling.context));
  const closing = new AbortController();
  const server = createServer(
    {
      key: certificates.serverKey,
      cert: certificates.serverCertificate,
      ca: certificates.ca,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => void answer(handling, { request, response, tokens, closing: closing.signal }),
  );
  server.on(
    'upgrade',
    (request, socket, head) => void answerUpgrade(handling, { request, socket, head }, { tokens, closing: closing.signal }),
  );
  // Watches are quiet for long; a client that is gone is noticed by its socket.
  server.requestTimeout = 0;
  // Longer than clients keep idle connections, so that it is theirs to close: a request never meets a closing socket.
  server.keepAliveTimeout = 180_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `https://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Arrival {
  request: IncomingMessage;
  response: ServerResponse;
  tokens: Tokens;
  closing: AbortSignal;
}

async function answer(handling: Handling, { request, response, tokens, closing }: Arrival): Promise<void> {
  try {
    checkHost(request);
    const user = authenticate(request, tokens) ?? anonymousUser(request);
    if (!user) throw new ApiError(401, 'Unauthorized', 'Unauthorized');
    const url = new URL(request.url ?? '/', 'https://127.0.0.1');
    await dispatch(
      { ...handling, user, tokens, request, response, url, query: url.searchParams, signal: goneSignal(response, closing) },
      handling.version,
    );
  } catch (error) {
    if (!(error instanceof ApiError)) handling.log.error({ error, method: request.method, url: request.url }, 'an API request failed');
    sendRefusal(response, error instanceof ApiError ? error : internalError());
  }
}

/** Streams of pods; whatever else asks for an upgrade is answered without one. */
async function answerUpgrade(
  handling: Handling,
  upgrade: Upgrade,
  { tokens, closing }: Pick<Arrival, 'tokens' | 'closing'>,
): Promise<void> {
  const { request } = upgrade;
  const target = streamTarget(new URL(request.url ?? '/', 'https://127.0.0.1').pathname);
  if (!target) return answer(handling, { request, response: ordinaryResponse(upgrade), tokens, closing });
  try {
    checkHost(request);
    if (!authenticate(request, tokens)) throw new ApiError(401, 'Unauthorized', 'Unauthorized');
    await serveStreams({ ...handling, closing }, target, upgrade);
  } catch (error) {
    if (error instanceof ApiError) return sendUpgradeRefusal(ordinaryResponse(upgrade), error);
    handling.log.error({ error, url: request.url }, 'streams of a pod failed');
    // Its connection may be no longer for answers.
    upgrade.socket.destroy();
  }
}

/** A page in a browser can point its own name at loopback; it cannot make the browser send ours. */
function checkHost({ headers }: IncomingMessage): void {
  const name = (headers.host ?? '').replace(/:\d+$/, '');
  if (!['127.0.0.1', 'localhost', '[::1]', 'kubernetes'].includes(name)) {
    throw new ApiError(403, 'Forbidden', `the sandbox answers to 127.0.0.1 and localhost, not to the host "${name}"`);
  }
}

function goneSignal(response: ServerResponse, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once('close', () => {
    closing.removeEventListener('abort', leave);
    leave();
  });
  closing.addEventListener('abort', leave, { once: true });
  return gone.signal;
}
