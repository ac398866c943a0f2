import type { IncomingMessage } from 'node:http';
import { ApiError, ClusterUnreachable, type Status } from '../api-error.ts';
import type { Clock } from '../clock.ts';
import type { WatchEvent } from '../cluster.ts';
import type { KubernetesObject, Stored } from '../objects.ts';
import { statusToError } from './answer.ts';
import { readLines } from './lines.ts';
import { toUnreachable } from './unreachable.ts';

export interface WatchStream {
  body: IncomingMessage;
  server: string;
  /** Milliseconds without a byte after which the connection counts as dead; absent: never. */
  silenceMs?: number | undefined;
  clock: Clock;
  signal?: AbortSignal | undefined;
}

/**
 * The events of an open watch, until the server ends it, the signal aborts or the loop is left.
 * Throws what the server says inside the stream as `ApiError`; a cut, silent or garbled stream as `ClusterUnreachable`.
 */
export async function* watchEvents<T extends KubernetesObject>(stream: WatchStream): AsyncGenerator<WatchEvent<T>> {
  const { body, server, signal } = stream;
  const guard = guardSilence(stream);
  try {
    for await (const line of readLines(body)) {
      if (signal?.aborted) return;
      guard.heard();
      if (line === '') continue;
      const event = parseEvent<T>(server, line);
      guard.stop();
      yield event;
      guard.heard();
    }
  } catch (error) {
    if (signal?.aborted) return;
    throw error instanceof ApiError || error instanceof ClusterUnreachable ? error : toUnreachable(server, error);
  } finally {
    guard.stop();
    body.destroy();
  }
}

/** Destroys the stream after too long a silence. A consumer's own slowness does not count. */
function guardSilence({ body, silenceMs, clock }: WatchStream): { heard(): void; stop(): void } {
  let timer: unknown;
  const stop = () => clock.clearTimeout(timer);
  const heard = () => {
    stop();
    if (silenceMs !== undefined) timer = clock.setTimeout(giveUp, silenceMs);
  };
  heard();
  return { heard, stop };

  function giveUp(): void {
    body.destroy(Object.assign(new Error(`nothing came for ${silenceMs} ms`), { code: 'ETIMEDOUT' }));
  }
}

interface WireEvent {
  type: string;
  object: KubernetesObject;
}

function parseEvent<T extends KubernetesObject>(server: string, line: string): WatchEvent<T> {
  const { type, object } = parseLine(server, line);
  if (type === 'ERROR') throw statusToError(object as Partial<Status>);
  if (type === 'BOOKMARK') return { type, resourceVersion: object.metadata?.resourceVersion ?? '' };
  if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') return { type, object: object as Stored<T> };
  throw garbled(server, line);
}

function parseLine(server: string, line: string): WireEvent {
  try {
    return JSON.parse(line) as WireEvent;
  } catch (error) {
    throw garbled(server, line, error);
  }
}

function garbled(server: string, line: string, cause?: unknown): ClusterUnreachable {
  const message = `${server} sent a watch event that is not one: ${line.slice(0, 100)}. Look for a proxy in between that cuts or changes it.`;
  return new ClusterUnreachable(server, message, { cause });
}
