/** The only file that knows how calls reach the engine: a WebSocket to our own origin, or the desktop's bridge. */
import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from '@trpc/client';
import type { Clock } from '../engine/contract/clock.ts';
import type { AppRouter } from '../engine/contract/rpc/router.ts';
import { forgetAccessToken, takeAccessToken } from './access-token.ts';
import { connectToDesktop, type DesktopBridge, portLink } from './desktop-bridge.ts';
import { type ConnectionStore, createConnectionStore } from './live/connection.ts';

export type Calls = TRPCClient<AppRouter>;

export interface EngineClient {
  calls: Calls;
  connection: ConnectionStore;
}

/** A client of the engine behind this page; null when the page was opened without a token. */
export function createEngineClient(clock: Clock): EngineClient | null {
  const connection = createConnectionStore(clock);
  if (window.slipwayDesktop) return overBridge(window.slipwayDesktop, connection);
  const token = takeAccessToken();
  return token ? overWebSocket(token, connection) : null;
}

function overBridge(bridge: DesktopBridge, connection: ConnectionStore): EngineClient {
  const connecting = connectToDesktop(bridge);
  connecting.then((port) => {
    connection.opened();
    port.addEventListener('close', () => connection.closed());
  });
  return { calls: createTRPCClient<AppRouter>({ links: [portLink(connecting)] }), connection };
}

function overWebSocket(token: string, connection: ConnectionStore): EngineClient {
  const client = createWSClient({
    url: `${window.location.origin.replace(/^http/, 'ws')}/trpc`,
    connectionParams: { token },
    retryDelayMs: (attempt) => Math.min(250 * 2 ** attempt, 4000),
    keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 3000 },
    WebSocket: refusalAware(() => {
      forgetAccessToken();
      connection.refused();
      client.close().catch(() => undefined); // Nothing was sent that could still be answered.
    }),
    onOpen: () => connection.opened(),
    onClose: () => connection.closed(),
    onError: () => connection.closed(),
  });
  return { calls: createTRPCClient<AppRouter>({ links: [wsLink({ client })] }), connection };
}

/** tRPC answers a refused connection with an error that belongs to no request, and its client would try for ever. */
function refusalAware(onRefused: () => void): typeof WebSocket {
  return class extends WebSocket {
    constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
      super(...parameters);
      this.addEventListener('message', ({ data }) => {
        if (isRefusal(String(data))) onRefused();
      });
    }
  };
}

function isRefusal(text: string): boolean {
  if (!text.startsWith('{"id":null')) return false;
  const message = JSON.parse(text) as { error?: { data?: { slipway?: { code?: string }; code?: string } } };
  return message.error?.data?.slipway?.code === 'unauthorized' || message.error?.data?.code === 'UNAUTHORIZED';
}
