/** `exec`, `attach` and `portforward` of pods: requests that become streams. */
import { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ApiError } from '../../../../api-error.ts';
import type { ExecSession } from '../../../../exec-session.ts';
import type { ObjectKey } from '../../../../objects.ts';
import type { OpenPort, PodRuntime } from '../../../pod-runtime.ts';
import { badRequest } from '../../refusals.ts';
import type { RequestContext } from '../../requests/context.ts';
import { containerToJoin, podOnNode } from '../../requests/pod-container.ts';
import type { Call } from '../call.ts';
import { sendPlain, sendRefusal } from '../respond.ts';
import { parseRoute } from '../route.ts';
import { acceptSpdy, acceptWebSocket, type Upgrade } from './accept.ts';
import { forwardOverSpdy } from './forward-over-spdy.ts';
import { forwardOverWebSocket, requestedPorts } from './forward-over-websocket.ts';
import { type Agreement, agree, type StreamKind } from './negotiate.ts';
import { serveSession } from './serve-session.ts';
import { type SessionRequest, sessionRequest } from './session-request.ts';
import { spdyChannels } from './spdy-channels.ts';
import { tunnelThrough } from './tunnel.ts';
import { webSocketChannels } from './websocket-channels.ts';

export interface StreamTarget {
  kind: StreamKind;
  pod: ObjectKey;
}

export interface StreamServices {
  context: RequestContext;
  podRuntime: PodRuntime;
  /** Aborts when the server closes. */
  closing: AbortSignal;
}

/** The streams of a pod that a path names; undefined for any other path. */
export function streamTarget(pathname: string): StreamTarget | undefined {
  const route = parseRoute(pathname);
  if (route.to !== 'resource') return undefined;
  const { group, version, plural, namespace, name, subresource } = route.path;
  const isPod = group === '' && version === 'v1' && plural === 'pods' && namespace !== undefined && name !== undefined;
  return isPod && isStreams(subresource) ? { kind: subresource, pod: { namespace, name } } : undefined;
}

/** Whether a subresource of pods is one of those that become streams. */
export function isStreams(subresource: string | undefined): subresource is StreamKind {
  return subresource === 'exec' || subresource === 'attach' || subresource === 'portforward';
}

/** What a request for streams gets that asks for no upgrade. Throws where an upgrade would not help either. */
export function refusalWithoutUpgrade({ context, query }: Pick<Call, 'context' | 'query'>, { kind, pod }: StreamTarget): ApiError {
  if (kind === 'portforward') podOnNode(context, pod);
  else containerToJoin(context, pod, query.get('container') || undefined);
  return badRequest('Upgrade request required');
}

/** Serves the streams until they end. Rejects with an ApiError while the client can still be told by an ordinary answer. */
export async function serveStreams(services: StreamServices, target: StreamTarget, upgrade: Upgrade): Promise<void> {
  const { searchParams: query } = new URL(upgrade.request.url ?? '/', 'https://127.0.0.1');
  const cut = () => void upgrade.socket.destroy();
  services.closing.addEventListener('abort', cut, { once: true });
  upgrade.socket.once('close', () => services.closing.removeEventListener('abort', cut));
  // Its closing follows, and ends whatever it carries.
  upgrade.socket.on('error', () => {});
  if (target.kind === 'portforward') return serveForward(services, target, { upgrade, query });
  return serveCommand(services, target, { upgrade, query });
}

interface StreamRequest {
  upgrade: Upgrade;
  query: URLSearchParams;
}

async function serveForward({ context, podRuntime }: StreamServices, { kind, pod }: StreamTarget, { upgrade, query }: StreamRequest) {
  podOnNode(context, pod);
  const { transport, protocol } = agree(kind, upgrade.request.headers);
  const gone = new AbortController();
  upgrade.socket.once('close', () => gone.abort());
  const open = await podRuntime.ports(pod);
  const openPort: OpenPort = (port) => open(port, { signal: gone.signal });
  if (transport === 'spdy') return forwardOverSpdy(acceptSpdy(upgrade, protocol), openPort);
  const ports = transport === 'websocket' ? requestedPorts(query) : [];
  const socket = await acceptWebSocket(upgrade, protocol);
  if (transport === 'tunnel') return forwardOverSpdy(tunnelThrough(socket), openPort);
  return forwardOverWebSocket(socket, ports, openPort);
}

async function serveCommand(services: StreamServices, { kind, pod }: StreamTarget, { upgrade, query }: StreamRequest): Promise<void> {
  const { context, podRuntime } = services;
  const container = containerToJoin(context, pod, query.get('container') || undefined);
  const request = sessionRequest(query);
  const agreement = agree(kind, upgrade.request.headers);
  const { command, stdin, tty } = request;
  const session =
    kind === 'exec'
      ? await podRuntime.exec(pod, { container, command, stdin, tty })
      : await podRuntime.attach(pod, { container, stdin, tty });
  try {
    await serveSessionOver(agreement, { session, request, upgrade });
  } finally {
    session.close();
  }
}

interface SessionAndRequest {
  session: ExecSession;
  request: SessionRequest;
  upgrade: Upgrade;
}

async function serveSessionOver({ transport, protocol }: Agreement, { session, request, upgrade }: SessionAndRequest): Promise<void> {
  const channels =
    transport === 'spdy'
      ? await spdyChannels(acceptSpdy(upgrade, protocol), request)
      : webSocketChannels(await acceptWebSocket(upgrade, protocol), request);
  if (channels) await serveSession(session, channels);
}

/** The way to answer a request for an upgrade as any other. The connection ends with the answer. */
export function ordinaryResponse({ request, socket }: Upgrade): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  response.once('finish', () => socket.end());
  return response;
}

/** What a node refuses, it refuses in plain text, which kubectl repeats; the API server's own refusals are a `Status`. */
export function sendUpgradeRefusal(response: ServerResponse, error: ApiError): void {
  if (error.code === 500) sendPlain(response, error.code, error.message);
  else sendRefusal(response, error);
}
