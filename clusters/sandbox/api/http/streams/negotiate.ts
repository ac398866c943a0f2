/** Which protocol a request for a pod's streams is answered in. Pure. */
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../../../../api-error.ts';
import { badRequest } from '../../refusals.ts';
import { forwardProtocol } from './forward-over-websocket.ts';
import { sessionProtocols } from './websocket-channels.ts';

export type StreamKind = 'exec' | 'attach' | 'portforward';

export interface Agreement {
  /** What carries the streams: a WebSocket's messages, SPDY, or SPDY in a WebSocket's messages. */
  transport: 'websocket' | 'spdy' | 'tunnel';
  /** As the answer's headers name it. */
  protocol: string;
}

const spdyProtocols: Record<StreamKind, string> = {
  exec: 'v4.channel.k8s.io',
  attach: 'v4.channel.k8s.io',
  portforward: 'portforward.k8s.io',
};
const tunnelPrefix = 'SPDY/3.1+';

/** Throws 400 when no upgrade was asked for, 403 when only unknown protocols were. */
export function agree(kind: StreamKind, headers: IncomingHttpHeaders): Agreement {
  const upgrade = String(headers.upgrade ?? '').toLowerCase();
  if (upgrade === 'websocket') return agreeOnWebSocket(kind, listed(headers['sec-websocket-protocol']));
  if (upgrade !== 'spdy/3.1') throw badRequest('Upgrade request required');
  const offered = listed(headers['x-stream-protocol-version']);
  return { transport: 'spdy', protocol: chosen([spdyProtocols[kind]], offered) };
}

function agreeOnWebSocket(kind: StreamKind, offered: string[]): Agreement {
  if (kind !== 'portforward') return { transport: 'websocket', protocol: chosen(sessionProtocols, offered) };
  const tunnel = tunnelPrefix + spdyProtocols.portforward;
  if (offered.includes(tunnel)) return { transport: 'tunnel', protocol: tunnel };
  return { transport: 'websocket', protocol: chosen([forwardProtocol], offered) };
}

function chosen(known: readonly string[], offered: readonly string[]): string {
  const protocol = known.find((name) => offered.includes(name));
  if (protocol) return protocol;
  const message = `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${known.join(' ')}]`;
  throw new ApiError(403, 'Forbidden', message);
}

function listed(header: string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
