import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** A connection whose client waits for the upgrade that it asked for. */
export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  /** What the client sent ahead. */
  head: Buffer;
}

/** Accepts a WebSocket; it is paused, so that nothing comes before someone listens. Rejects when the client's handshake is wrong, which it has been told by then. */
export async function acceptWebSocket({ request, socket, head }: Upgrade, protocol: string): Promise<WebSocket> {
  // Loaded late: most sandboxes are never asked.
  const { WebSocketServer } = await import('ws');
  const server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false });
  // Kubernetes has names of protocols that are none to the letter of the standard, with a slash: they pass by the library.
  delete request.headers['sec-websocket-protocol'];
  server.once('headers', (headers) => headers.push(`Sec-WebSocket-Protocol: ${protocol}`));
  return new Promise((resolve, reject) => {
    const refused = () => reject(new Error('the handshake of the WebSocket failed'));
    socket.once('close', refused);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      socket.off('close', refused);
      webSocket.pause();
      resolve(webSocket);
    });
  });
}

/** Accepts SPDY on the connection itself. */
export function acceptSpdy({ socket, head }: Upgrade, protocol: string): Duplex {
  const headers = ['Connection: Upgrade', 'Upgrade: SPDY/3.1', `X-Stream-Protocol-Version: ${protocol}`];
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join('\r\n')}\r\n\r\n`);
  if (head.length > 0) socket.unshift(head);
  return socket;
}
