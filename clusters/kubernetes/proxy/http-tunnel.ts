import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { hostOf } from './choose-proxy.ts';
import { accountOf, ProxyFailure, proxyUnreachable } from './failure.ts';
import type { Target } from './target.ts';

/** A tunnel by CONNECT; see `openTunnel`. */
export function openHttpTunnel(proxy: URL, { host, port }: Target, signal: AbortSignal): Promise<Duplex> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const send = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
  const account = accountOf(proxy);
  return new Promise((resolve, reject) => {
    const outgoing = send({
      method: 'CONNECT',
      host: hostOf(proxy),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      path: authority,
      headers: {
        Host: authority,
        ...(account && { 'Proxy-Authorization': `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}` }),
      },
      agent: false,
      signal,
    });
    outgoing.once('error', (error) => reject(signal.aborted ? signal.reason : proxyUnreachable(proxy, error)));
    outgoing.once('connect', (answer: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (answer.statusCode === 200) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      } else {
        socket.destroy();
        reject(refusal(proxy, authority, answer));
      }
    });
    outgoing.end();
  });
}

function refusal(proxy: URL, authority: string, { statusCode = 0, statusMessage }: IncomingMessage): ProxyFailure {
  const told = `${statusCode}${statusMessage ? ` ${statusMessage}` : ''}`;
  if (statusCode === 407) {
    const what = accountOf(proxy) ? 'does not accept the user name and password' : 'asks for a user name and password';
    return new ProxyFailure(proxy, `${what} (${told}). Check them in its address: http://USER:PASSWORD@HOST:PORT`);
  }
  if (statusCode === 403) return new ProxyFailure(proxy, `does not let anybody through to ${authority} (${told}). Ask whoever runs it`);
  if (statusCode >= 500) return new ProxyFailure(proxy, `cannot reach ${authority} (${told}). Check the address in the kubeconfig`);
  return new ProxyFailure(proxy, `refused the way to ${authority} (${told}). Check that it is a proxy for HTTPS`);
}
