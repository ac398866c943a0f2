/** The log of one run of a container: `<time> <line>` a line, turned over to a second file when large. */
import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../../log.ts';
import { createLineQueue, type LineQueue } from './line-queue.ts';

export interface LogFile {
  append(line: string): void;
  /** No more lines will come: those who follow are at the end. Resolves when all of them are in the file. */
  close(): Promise<void>;
  /** What is there now; then, with `follow`, what comes until it is closed or the signal aborts. Lines begin with their time. */
  read(options: ReadLog): AsyncIterable<string>;
}

export interface ReadLog {
  follow?: boolean | undefined;
  tailLines?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface LogFileOptions {
  path: string;
  now(): number;
  log: Log;
  /** Bytes of the file before it is turned over. */
  rotateAt?: number;
}

const defaultRotateAt = 10 * 2 ** 20;

/** Opens a log for writing. No file handle is held between lines: there are many containers. */
export function createLogFile({ path, now, log, rotateAt = defaultRotateAt }: LogFileOptions): LogFile {
  const followers = new Set<LineQueue>();
  // Lines that are not in the file yet, in order.
  let pending: string[] = [];
  let work = Promise.resolve();
  let closed = false;

  // Writes and reads take turns, so that a reader sees each line once: in the file, or from its queue.
  function inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = work.then(step);
    work = result.then(
      () => {},
      () => {},
    );
    return result;
  }

  async function write(): Promise<void> {
    const lines = pending;
    pending = [];
    if (lines.length === 0) return;
    try {
      await mkdir(dirname(path), { recursive: true });
      if ((await sizeOf(path)) > rotateAt) await rename(path, rotatedPath(path));
      await appendFile(path, `${lines.join('\n')}\n`);
    } catch (error) {
      log.error({ path, error: String(error) }, 'a container log could not be written');
    }
  }

  async function* read({ follow = false, tailLines, signal }: ReadLog): AsyncIterable<string> {
    const queue = createLineQueue();
    const end = () => queue.end();
    signal?.addEventListener('abort', end, { once: true });
    try {
      const present = await inTurn(async () => {
        await write();
        const lines = await readLog(path);
        // What was appended while reading is still pending, and comes through the queue.
        for (const line of pending) queue.push(line);
        if (closed || signal?.aborted) queue.end();
        else followers.add(queue);
        return lines;
      });
      yield* tailLines === undefined ? present : present.slice(Math.max(0, present.length - tailLines));
      if (follow) yield* queue.lines();
    } finally {
      signal?.removeEventListener('abort', end);
      followers.delete(queue);
    }
  }

  return {
    append(line) {
      const stamped = `${new Date(now()).toISOString()} ${line}`;
      for (const follower of followers) follower.push(stamped);
      if (pending.push(stamped) === 1) void inTurn(write);
    },
    async close() {
      closed = true;
      for (const follower of followers) follower.end();
      await work;
    },
    read,
  };
}

/** The lines of a log that nobody writes any more, from the turned-over file on; none when there is no file. */
export async function readLog(path: string): Promise<string[]> {
  const texts = await Promise.all([textOf(rotatedPath(path)), textOf(path)]);
  return texts.flatMap((text) => text.split('\n').slice(0, -1));
}

function rotatedPath(path: string): string {
  return `${path}.1`;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.size ?? 0;
}
