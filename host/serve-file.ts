import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What a running `serve` leaves for the other commands; a file that outlived a killed process is found out by calling its URL. */
const serveFile = z.object({
  pid: z.int(),
  /** The web UI and the API, without the token. */
  url: z.string(),
  tokenPath: z.string(),
  version: z.string(),
  startedAt: z.number(),
});
export type ServeFile = z.infer<typeof serveFile>;

/** Written whole or not at all, readable by its owner only. */
export function writeServeFile(dataDirectory: string, content: ServeFile): void {
  const path = serveFilePath(dataDirectory);
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Null where none was written, or what is there is not one. */
export function readServeFile(dataDirectory: string): ServeFile | null {
  let text: string;
  try {
    text = readFileSync(serveFilePath(dataDirectory), 'utf8');
  } catch {
    return null;
  }
  const parsed = serveFile.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

export function removeServeFile(dataDirectory: string): void {
  rmSync(serveFilePath(dataDirectory), { force: true });
}

function serveFilePath(dataDirectory: string): string {
  return join(dataDirectory, 'serve.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
