/** `exec` over a WebSocket: one byte of channel before each piece of input, output or status. */
import { Readable, Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import { type ApiError, ClusterUnreachable, type Status } from '../api-error.ts';
import type { ExecOptions, ExecSession, TerminalSize } from '../exec-session.ts';
import { pods } from '../kinds.ts';
import type { ObjectKey } from '../objects.ts';
import { statusToError } from './answer.ts';
import { resourcePath } from './resource-path.ts';
import type { StreamContext } from './stream-context.ts';
import { type OpenWebSocket, openWebSocket } from './web-socket.ts';

/** Only the newer can say that the input has ended. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const channels = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;

/** Runs a command in a container; see `Cluster.exec`. */
export async function execInPod({ source, clock }: StreamContext, pod: ObjectKey, options: ExecOptions): Promise<ExecSession> {
  const path = `${resourcePath(pods, { ...pod, subresource: 'exec' })}?${execQuery(options)}`;
  const opened = await openWebSocket(source, { path, protocols, clock, signal: options.signal });
  return sessionOver(opened, options);
}

function execQuery({ container, command, stdin = false, tty = false }: ExecOptions): URLSearchParams {
  const query = new URLSearchParams(command.map((part): [string, string] => ['command', part]));
  if (container !== undefined) query.set('container', container);
  for (const [name, value] of Object.entries({ stdin, stdout: true, stderr: !tty, tty })) query.set(name, String(value));
  return query;
}

function sessionOver({ socket, server }: OpenWebSocket, { stdin, tty, signal }: ExecOptions): ExecSession {
  const stdout = outputOf(socket);
  const stderr = tty ? undefined : outputOf(socket);
  const { promise: exited, resolve, reject } = Promise.withResolvers<{ code: number }>();
  // Who only reads the output need not ask how it ended.
  exited.catch(() => {});

  socket.on('message', (message: Buffer) => {
    const data = message.subarray(1);
    const channel = message[0];
    if (channel === channels.status) settle(data);
    const output = channel === channels.stdout ? stdout : channel === channels.stderr ? stderr : undefined;
    if (output && data.length > 0 && !output.push(data)) socket.pause();
  });
  socket.once('close', () => {
    for (const output of [stdout, stderr]) output?.push(null);
    reject(
      signal?.aborted
        ? signal.reason
        : new ClusterUnreachable(
            server,
            `The connection to ${server} was lost while the command ran. Look at the network in between and try again.`,
          ),
    );
  });

  socket.resume();

  function settle(data: Buffer): void {
    const outcome = outcomeOf(JSON.parse(data.toString('utf8')) as Status);
    if (typeof outcome === 'number') resolve({ code: outcome });
    else reject(outcome);
  }

  return {
    stdin: stdin ? inputTo(socket) : undefined,
    stdout,
    stderr,
    resize: ({ columns, rows }: TerminalSize) =>
      send(socket, channels.resize, Buffer.from(JSON.stringify({ Width: columns, Height: rows }))),
    exited,
    close() {
      resolve({ code: killed });
      socket.terminate();
    },
  };
}

/** What a session that its owner closes is said to have ended with. */
const killed = 137;

/** The exit code, or why there is none. */
function outcomeOf(status: Status): number | ApiError {
  if (status.status === 'Success') return 0;
  const exitCode = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  return exitCode === undefined ? statusToError(status) : Number(exitCode);
}

function outputOf(socket: WebSocket): Readable {
  return new Readable({ read: () => socket.resume() });
}

function inputTo(socket: WebSocket): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => send(socket, channels.stdin, chunk, done),
    final: (done) => {
      // Before version 5 nobody can be told.
      if (socket.protocol === protocols[0]) send(socket, channels.close, Buffer.from([channels.stdin]), done);
      else done();
    },
  }).on('error', () => {});
}

function send(socket: WebSocket, channel: number, data: Buffer, done: (error?: Error) => void = () => {}): void {
  socket.send(Buffer.concat([Buffer.from([channel]), data]), done);
}
