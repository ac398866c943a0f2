import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError, type Status } from '../../../../api-error.ts';
import type { ExecSession } from '../../../../exec-session.ts';
import type { RemoteChannels } from './remote-channels.ts';
import { exitStatus } from './session-request.ts';

/** Carries a session to its client and back, until the command ended and all that it wrote has been sent, or the client is gone. */
export async function serveSession(session: ExecSession, channels: RemoteChannels): Promise<void> {
  const close = () => session.close();
  channels.gone.addEventListener('abort', close, { once: true });
  if (channels.gone.aborted) close();
  channels.onResize((size) => session.resize(size));
  const input = carryInput(channels.stdin, session.stdin);
  await Promise.all([carryOutput(session.stdout, channels.stdout), carryOutput(session.stderr, channels.stderr)]);
  const status = await session.exited.then(({ code }) => exitStatus(code), statusOfFailure);
  channels.finish(status);
  await input;
}

async function carryInput(from: Readable | undefined, to: Writable | undefined): Promise<void> {
  if (!from) return;
  if (!to) {
    from.resume();
    return;
  }
  // A command need not read its input to the end, and the client's need not have one.
  await pipeline(from, to).catch(() => {});
}

async function carryOutput(from: Readable | undefined, to: Writable | undefined): Promise<void> {
  if (!from) return;
  if (!to) {
    from.resume();
    return;
  }
  // What cannot be sent because the client is gone ends the session by itself.
  await pipeline(from, to).catch(() => {});
}

function statusOfFailure(error: unknown): Partial<Status> {
  if (error instanceof ApiError) return error.toStatus();
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`).toStatus();
}
