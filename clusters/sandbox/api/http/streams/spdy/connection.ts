import type { Duplex } from 'node:stream';
import { type Frame, goAwayFrame, pingFrame, readFrames, replyFrame } from './frames.ts';
import { createHeaderCodec } from './headers.ts';
import { createSpdyStream, type SpdyStream } from './stream.ts';

/** The server's side of a SPDY/3.1 connection, over any stream of bytes: a socket, or the messages of a WebSocket. */
export interface SpdyConnection {
  /** Lets what is written go out, then ends. */
  close(): void;
  /** Resolves when it is over, however: its streams are then, too. */
  closed: Promise<void>;
}

/** Serves SPDY until either side ends it. `onStream` is called for each stream that the client begins, already accepted. */
export function serveSpdy(transport: Duplex, onStream: (stream: SpdyStream) => void): SpdyConnection {
  const streams = new Map<number, SpdyStream>();
  const codec = createHeaderCodec();
  let lastReceived = 0;

  function write(frame: Buffer, done?: (error?: Error | null) => void): void {
    if (transport.writable) transport.write(frame, done);
    else done?.(new Error('the connection is closed'));
  }

  async function receive(frame: Frame): Promise<void> {
    switch (frame.type) {
      case 'begin':
        return accept(frame);
      case 'headers':
        // Nothing is wanted from them, but the next ones are packed on top of them.
        await codec.unpack(frame.headers);
        if (frame.last) streams.get(frame.stream)?.end();
        return;
      case 'data':
        return streams.get(frame.stream)?.receive(frame.data, frame.last);
      case 'reset':
        return streams.get(frame.stream)?.wasReset();
      case 'ping':
        return write(pingFrame(frame.id));
      default:
    }
  }

  async function accept({ stream: id, headers, last }: Extract<Frame, { type: 'begin' }>): Promise<void> {
    const unpacked = await codec.unpack(headers);
    lastReceived = id;
    write(replyFrame(id, await codec.pack({})));
    const stream = createSpdyStream({ id, headers: unpacked, write });
    streams.set(id, stream);
    stream.bytes.once('close', () => streams.delete(id));
    if (last) stream.end();
    onStream(stream);
  }

  async function run(): Promise<void> {
    try {
      for await (const frame of readFrames(transport)) {
        if (frame.type === 'go-away') break;
        await receive(frame);
      }
    } catch {
      // What is not SPDY, or was cut, is over: its streams say so.
    } finally {
      for (const stream of streams.values()) stream.bytes.destroy();
      transport.destroy();
      codec.close();
    }
  }

  transport.on('error', () => {});
  return {
    closed: run(),
    close() {
      write(goAwayFrame(lastReceived));
      transport.end();
    },
  };
}
