import type { Duplex } from 'node:stream';
import type { OpenPort } from '../../../pod-runtime.ts';
import { carry } from './carry.ts';
import { serveSpdy } from './spdy/connection.ts';
import type { SpdyStream } from './spdy/stream.ts';

/**
 * Port-forwarding as kubectl speaks it: for each connection the client begins a stream of bytes and one for what goes
 * wrong, which a request id ties together. Resolves when the client is gone.
 */
export async function forwardOverSpdy(transport: Duplex, openPort: OpenPort): Promise<void> {
  const waiting = new Map<string, SpdyStream>();
  const connection = serveSpdy(transport, (stream) => {
    const request = requestOf(stream);
    const partner = waiting.get(request);
    if (!partner) {
      waiting.set(request, stream);
      return;
    }
    waiting.delete(request);
    const [bytes, errors] = stream.headers['streamtype'] === 'data' ? [stream, partner] : [partner, stream];
    void forward(bytes, errors, openPort);
  });
  await connection.closed;
}

// Clients older than request ids begin both streams one after the other, the one for errors first.
function requestOf({ id, headers }: SpdyStream): string {
  return headers['requestid'] ?? String(headers['streamtype'] === 'error' ? id : id - 2);
}

async function forward({ bytes, headers }: SpdyStream, errors: SpdyStream, openPort: OpenPort): Promise<void> {
  // Nobody writes there but us.
  errors.bytes.resume();
  try {
    await carry(bytes, await openPort(Number(headers['port'])));
    errors.bytes.end();
  } catch (error) {
    errors.bytes.end(error instanceof Error ? error.message : String(error));
    bytes.destroy();
  }
}
