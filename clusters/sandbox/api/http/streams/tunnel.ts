import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** A WebSocket's binary messages as one stream of bytes, each way. */
export function tunnelThrough(socket: WebSocket): Duplex {
  const bytes = new Duplex({
    read: () => socket.resume(),
    write: (chunk: Buffer, _encoding, done) => socket.send(chunk, done),
    final: (done) => {
      socket.close(1000);
      done();
    },
    destroy(error, done) {
      // Does nothing to one that closes in order already.
      socket.close(1000);
      done(error);
    },
  });
  socket.on('message', (message: Buffer) => {
    if (!bytes.push(message)) socket.pause();
  });
  // Its closing follows.
  socket.on('error', () => {});
  socket.once('close', () => void bytes.destroy());
  socket.resume();
  return bytes;
}
