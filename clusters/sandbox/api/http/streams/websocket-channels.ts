import { Readable, Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import type { TerminalSize } from '../../../../exec-session.ts';
import { type RemoteChannels, terminalSize } from './remote-channels.ts';
import type { SessionRequest } from './session-request.ts';

/** A session's protocols, the newest first; only that one can say that the input has ended. */
export const sessionProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const channels = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;

/** A session's streams over one WebSocket: each message begins with the byte of its channel. */
export function webSocketChannels(socket: WebSocket, request: SessionRequest): RemoteChannels {
  const stdin = request.stdin ? new Readable({ read: () => socket.resume() }) : undefined;
  const gone = new AbortController();
  let resized: (size: TerminalSize) => void = () => {};

  socket.on('message', (message: Buffer) => {
    const channel = message[0];
    const data = message.subarray(1);
    if (channel === channels.stdin && data.length > 0 && stdin?.push(data) === false) socket.pause();
    if (channel === channels.close && data[0] === channels.stdin) stdin?.push(null);
    const size = channel === channels.resize && terminalSize(data.toString('utf8'));
    if (size) resized(size);
  });
  // Its closing follows.
  socket.on('error', () => {});
  socket.once('close', () => {
    stdin?.destroy();
    gone.abort();
  });
  const outputTo = (channel: number) =>
    new Writable({ write: (chunk: Buffer, _encoding, done) => socket.send(withChannel(channel, chunk), done) });
  // Tells the client that the streams are there, as kubelet does.
  socket.send(withChannel(request.stdout ? channels.stdout : request.stderr ? channels.stderr : channels.status, Buffer.alloc(0)));
  socket.resume();
  return {
    stdin,
    stdout: request.stdout ? outputTo(channels.stdout) : undefined,
    stderr: request.stderr ? outputTo(channels.stderr) : undefined,
    onResize(listener) {
      resized = listener;
    },
    finish(status) {
      socket.send(withChannel(channels.status, Buffer.from(JSON.stringify(status))));
      socket.close(1000);
    },
    gone: gone.signal,
  };
}

function withChannel(channel: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([channel]), data]);
}
