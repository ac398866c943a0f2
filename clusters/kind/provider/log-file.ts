import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';

/** A file of lines. Closing it waits until they are on the disk. */
export interface LogFile extends AsyncDisposable {
  write(line: string): void;
}

/** Begins anew, so that it tells of one creation. Only its owner can read it. Rejects when it cannot be opened; closing rejects when a line was lost. */
export async function openLogFile(path: string): Promise<LogFile> {
  await mkdir(dirname(path), { recursive: true });
  const stream = createWriteStream(path, { mode: 0o600 });
  await once(stream, 'open');
  const closed = finished(stream);
  // It is looked at when the file is closed.
  closed.catch(() => {});
  return {
    write: (line) => void stream.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      stream.end();
      await closed;
    },
  };
}
