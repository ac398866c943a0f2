import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { cancelled, dataFrame, resetFrame } from './frames.ts';
import type { StreamHeaders } from './headers.ts';

/** One stream of a SPDY connection. */
export interface SpdyStream {
  id: number;
  headers: StreamHeaders;
  /** Each direction ends by itself. Destroying it resets the stream. */
  bytes: Duplex;
  /** For the connection: bytes came. Resolves when there is room for more. */
  receive(data: Buffer, last: boolean): Promise<void>;
  /** For the connection: nothing more will come. */
  end(): void;
  /** For the connection: the other side gave the stream up. */
  wasReset(): void;
}

interface SpdyStreamOptions {
  id: number;
  headers: StreamHeaders;
  write(frame: Buffer, done?: (error?: Error | null) => void): void;
}

/** SPDY here has no windows: a stream that is not read holds up its connection, but only after this many bytes. */
const mostUnread = 2 ** 20;

export function createSpdyStream({ id, headers, write }: SpdyStreamOptions): SpdyStream {
  let resetByOther = false;
  let isAtEnd = false;
  const end = () => {
    if (!isAtEnd) bytes.push(null);
    isAtEnd = true;
  };
  const bytes = new Duplex({
    allowHalfOpen: true,
    readableHighWaterMark: mostUnread,
    read: () => void bytes.emit('room'),
    write: (chunk: Buffer, _encoding, done) => write(dataFrame(id, chunk, false), done),
    final: (done) => write(dataFrame(id, Buffer.alloc(0), true), done),
    destroy(error, done) {
      const wasWhole = bytes.readableEnded && bytes.writableFinished;
      if (!wasWhole && !resetByOther) write(resetFrame(id, cancelled));
      bytes.emit('room');
      done(error);
    },
  });
  // It may fail before its owner listens; reading and writing it say so all the same.
  bytes.on('error', () => {});

  return {
    id,
    headers,
    bytes,
    async receive(data, last) {
      if (bytes.destroyed || isAtEnd) return;
      const hasRoom = data.length === 0 || bytes.push(data);
      if (last) end();
      else if (!hasRoom) await once(bytes, 'room');
    },
    end,
    wasReset() {
      resetByOther = true;
      bytes.destroy(new Error('the other side gave this stream up'));
    },
  };
}
