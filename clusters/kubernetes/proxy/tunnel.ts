import type { Duplex } from 'node:stream';
import { openHttpTunnel } from './http-tunnel.ts';
import { openSocksTunnel } from './socks-tunnel.ts';
import type { Target } from './target.ts';

/** Opens a connection to the target through the proxy. Rejects with `ProxyFailure`, or the signal's reason. */
export function openTunnel(proxy: URL, target: Target, signal: AbortSignal): Promise<Duplex> {
  const isSocks = proxy.protocol === 'socks5:' || proxy.protocol === 'socks5h:';
  return isSocks ? openSocksTunnel(proxy, target, signal) : openHttpTunnel(proxy, target, signal);
}
