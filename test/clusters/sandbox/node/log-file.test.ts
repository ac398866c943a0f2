import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../clusters/log.ts';
import { createLogFile, type LogFile, readLog } from '../../../../clusters/sandbox/node/log-file.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

describe("a container's log", () => {
  it('gives back each line once, in order, whether written or still to come', async () => {
    await using folder = await temporaryFolder();
    const file = aLog(folder.path);
    append(file, 0, 50);
    const reading = texts(file, { follow: true });
    append(file, 50, 100);
    await new Promise((resolve) => setImmediate(resolve));
    append(file, 100, 150);
    void file.close();
    expect(await reading).toEqual(numbers(0, 150));
  });

  it('gives the last lines when asked for them', async () => {
    await using folder = await temporaryFolder();
    const file = aLog(folder.path);
    append(file, 0, 10);
    expect(await texts(file, { tailLines: 3 })).toEqual(numbers(7, 10));
  });

  it('turns over when it is large, and keeps the newest part', async () => {
    await using folder = await temporaryFolder();
    const file = aLog(folder.path, 500);
    for (let line = 0; line < 60; line++) {
      file.append(String(line));
      await texts(file, {});
    }
    const kept = (await readLog(join(folder.path, '0.log'))).map(textOf);
    expect(kept.at(-1)).toBe('59');
    expect(kept.length).toBeLessThan(60);
    expect(kept).toEqual(numbers(60 - kept.length, 60));
  });

  it('ends for a reader whose signal aborts', async () => {
    await using folder = await temporaryFolder();
    const file = aLog(folder.path);
    file.append('0');
    const abort = new AbortController();
    const seen: string[] = [];
    for await (const line of file.read({ follow: true, signal: abort.signal })) {
      seen.push(textOf(line));
      abort.abort();
    }
    expect(seen).toEqual(['0']);
  });
});

function aLog(folder: string, rotateAt?: number): LogFile {
  return createLogFile({ path: join(folder, '0.log'), now: () => Date.UTC(2026, 0, 1), log: silentLog, ...(rotateAt ? { rotateAt } : {}) });
}

function append(file: LogFile, from: number, to: number): void {
  for (const number of numbers(from, to)) file.append(number);
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => String(from + index));
}

async function texts(file: LogFile, options: Parameters<LogFile['read']>[0]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of file.read(options)) lines.push(textOf(line));
  return lines;
}

function textOf(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}
