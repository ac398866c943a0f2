import { connect } from 'node:net';
import type { Clock } from '../../contract/clock.ts';
import { type AnswerParts, type AnswerReader, createAnswerReader } from './answer-reader.ts';
import { MalformedAnswer } from './malformed-answer.ts';

/** Who asked: hears the parts of one answer, then exactly one of its ends; nothing after `destroy`. */
export interface Asker extends AnswerParts {
  onEnd(): void;
  onLost(loss: Loss): void;
}

/** A request whose answer did not come, or not to its end. */
export interface Loss {
  error: NodeJS.ErrnoException;
  /** The server had closed the kept connection before it can have read the request. */
  wasStale: boolean;
}

/** One connection to a model server; it carries one request at a time. */
export interface Connection {
  /** Sends a request: the head up to its empty line in latin1, and the body. */
  ask(head: string, body: Buffer, asker: Asker): void;
  /** Reads nothing more from the server until `resume`. */
  pause(): void;
  resume(): void;
  isPaused(): boolean;
  /** Closes it at once and tells nobody but its pool. */
  destroy(): void;
}

export interface ConnectionOptions {
  address: string;
  port: number;
  connectMs: number;
  clock: Clock;
  /** Where every connection's bytes are read to, one read after the other. */
  readBuffer: Buffer;
  /** It can take another request, for so many seconds if the server said so. */
  onFree: (connection: Connection, keepAliveSeconds: number | undefined) => void;
  onClosed: (connection: Connection) => void;
}

/** A host that is gone without a word is noticed by the kernel's probes, which begin after so long a silence. */
const probeAfterMs = 10_000;
/** Up to here copying the body costs less than a second buffer in the system call. */
const joinedBytes = 16 * 1024;

/**
 * A connection over plain sockets: Node's own client costs several times as much per request in events, streams and
 * bookkeeping that a gateway has no use for. Bytes come by `onread`, past the socket's stream.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const { address, port, readBuffer } = options;
  let asker: Asker | undefined;
  let reader: AnswerReader | undefined;
  let answered = 0;
  let hasRead = false;
  let paused = false;
  let destroyed = false;
  const socket = connect({
    host: address,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: probeAfterMs,
    onread: { buffer: readBuffer, callback: take },
  });
  const connection: Connection = { ask, pause, resume, isPaused: () => paused, destroy };
  socket.on('error', lose);
  socket.on('end', endByServer);
  socket.on('close', hangUp);
  limitConnecting();
  return connection;

  function ask(head: string, body: Buffer, from: Asker): void {
    asker = from;
    reader = createAnswerReader();
    hasRead = false;
    if (body.length <= joinedBytes) return void socket.write(head + body.toString('latin1'), 'latin1');
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
  }

  function take(length: number): boolean {
    // A server that speaks unasked is out of step: whose answer would the next one be?
    const reading = reader;
    if (!asker || !reading) {
      destroy();
      return false;
    }
    hasRead = true;
    try {
      const used = reading.read(readBuffer.subarray(0, length), asker);
      if (reading.isComplete()) complete(reading, used === length);
    } catch (error) {
      if (!(error instanceof MalformedAnswer)) throw error;
      lose(error);
    }
    return !(paused || destroyed);
  }

  function complete({ head }: AnswerReader, endsClean: boolean): void {
    const done = asker;
    if (!done) return;
    asker = undefined;
    reader = undefined;
    answered++;
    resume();
    // A server may answer before it has read the whole request.
    if (endsClean && head()?.keepsAlive && socket.writableLength === 0) options.onFree(connection, head()?.keepAliveSeconds);
    else destroy();
    done.onEnd();
  }

  function endByServer(): void {
    if (asker && reader?.endsWithConnection()) complete(reader, false);
    else hangUp();
  }

  function hangUp(): void {
    lose(Object.assign(new Error('the server closed the connection'), { code: 'ECONNRESET' }));
  }

  function lose(error: NodeJS.ErrnoException): void {
    const loser = asker;
    destroy();
    loser?.onLost({ error, wasStale: answered > 0 && !hasRead && (error.code === 'ECONNRESET' || error.code === 'EPIPE') });
  }

  function pause(): void {
    if (paused || destroyed) return;
    paused = true;
    socket.pause();
  }

  function resume(): void {
    if (!paused || destroyed) return;
    paused = false;
    socket.resume();
  }

  function destroy(): void {
    asker = undefined;
    reader = undefined;
    if (destroyed) return;
    destroyed = true;
    socket.destroy();
    options.onClosed(connection);
  }

  function limitConnecting(): void {
    const { clock, connectMs } = options;
    const giveUp = () => lose(Object.assign(new Error(`no connection within ${connectMs} ms`), { syscall: 'connect' }));
    const timer = clock.setTimeout(giveUp, connectMs);
    const stop = () => clock.clearTimeout(timer);
    socket.once('connect', stop).once('close', stop);
  }
}
