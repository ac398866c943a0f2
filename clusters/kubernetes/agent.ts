import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { NetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, type checkServerIdentity, connect as connectTls, type SecureContext } from 'node:tls';
import type { Clock } from '../clock.ts';
import type { Target } from './proxy/target.ts';
import { openTunnel } from './proxy/tunnel.ts';

export interface AgentOptions {
  /** Absent: plain HTTP. */
  tls: TlsOptions | undefined;
  proxy: URL | undefined;
  clock: Clock;
}

export interface TlsOptions {
  /** Whom we trust, and what we show. */
  secureContext: SecureContext;
  /** The name that the server's certificate must have, when it is not the address. */
  servername?: string;
  checkServerIdentity?: typeof checkServerIdentity;
  /** False only where the kubeconfig says so. */
  rejectUnauthorized: boolean;
}

export type ApiAgent = HttpAgent | HttpsAgent;

/** Keeps connections to one server, direct or through a proxy. */
export function createAgent({ tls, proxy, clock }: AgentOptions): ApiAgent {
  // The agent has the certificates rather than each request: Node would compare all of them each time.
  const agent = tls ? new HttpsAgent({ keepAlive: true, ...(tls as object) }) : new HttpAgent({ keepAlive: true });
  if (!proxy) return agent;
  agent.createConnection = (options: NetConnectOpts, done?: (error: Error | null, stream: Duplex) => void) => {
    const { host, port } = options as { host: string; port: number };
    tunnelInTime(proxy, { host, port: Number(port) }, clock).then(
      (socket) => done?.(null, tls ? connectTls({ ...(options as ConnectionOptions), socket }) : socket),
      // The second parameter means nothing beside an error.
      (error: Error) => done?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}

/** Closes what nobody uses, once the agent has a successor; whatever is still under way ends by itself. */
export function retire(agent: ApiAgent): void {
  agent.maxFreeSockets = 0;
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}

/** Longer than any proxy takes to find out that it cannot reach a server. */
const longestTunnelMs = 30_000;

async function tunnelInTime(proxy: URL, target: Target, clock: Clock): Promise<Duplex> {
  const late = new AbortController();
  const reason = Object.assign(new Error(`no tunnel within ${longestTunnelMs / 1000} s`), { code: 'ETIMEDOUT' });
  const timer = clock.setTimeout(() => late.abort(reason), longestTunnelMs);
  try {
    return await openTunnel(proxy, target, late.signal);
  } finally {
    clock.clearTimeout(timer);
  }
}
