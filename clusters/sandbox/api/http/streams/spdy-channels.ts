import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import type { TerminalSize } from '../../../../exec-session.ts';
import { type RemoteChannels, terminalSize } from './remote-channels.ts';
import type { SessionRequest } from './session-request.ts';
import { serveSpdy } from './spdy/connection.ts';
import type { SpdyStream } from './spdy/stream.ts';

/** A session's streams over SPDY, each of which the client begins and names. Resolves when all are there; undefined when it goes before. */
export async function spdyChannels(transport: Duplex, request: SessionRequest): Promise<RemoteChannels | undefined> {
  const streams = new Map<string, SpdyStream>();
  const missing = new Set(namesOf(request));
  const { promise: complete, resolve } = Promise.withResolvers<true>();
  const connection = serveSpdy(transport, (stream) => {
    const name = stream.headers['streamtype'] ?? '';
    streams.set(name, stream);
    missing.delete(name);
    if (missing.size === 0) resolve(true);
  });
  const gone = new AbortController();
  const closed = connection.closed.then(() => gone.abort());
  if (!(await Promise.race([complete, closed]))) return undefined;
  const bytesOf = (name: string) => streams.get(name)?.bytes;
  // What a client writes where only we write is nothing.
  for (const name of ['error', 'stdout', 'stderr']) bytesOf(name)?.resume();
  return {
    stdin: bytesOf('stdin'),
    stdout: bytesOf('stdout'),
    stderr: bytesOf('stderr'),
    onResize: (listener) => readSizes(bytesOf('resize'), listener),
    finish(status) {
      bytesOf('error')?.end(JSON.stringify(status), () => connection.close());
    },
    gone: gone.signal,
  };
}

function namesOf({ stdin, stdout, stderr, tty }: SessionRequest): string[] {
  return ['error', ...(stdin ? ['stdin'] : []), ...(stdout ? ['stdout'] : []), ...(stderr ? ['stderr'] : []), ...(tty ? ['resize'] : [])];
}

function readSizes(resize: Duplex | undefined, listener: (size: TerminalSize) => void): void {
  if (!resize) return;
  // One JSON object a line.
  const lines = createInterface({ input: resize });
  lines.on('line', (line) => {
    const size = terminalSize(line);
    if (size) listener(size);
  });
  // A client that gives the stream up has no more sizes.
  lines.on('error', () => {});
}
