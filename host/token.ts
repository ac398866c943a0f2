import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const monthMs = 30 * 24 * 60 * 60 * 1000;

export interface TokenOptions {
  dataDirectory: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** So many bytes of randomness. */
  randomBytes: (count: number) => Buffer;
}

/**
 * The data directory's token: kept over restarts so that an open page comes back by itself, made anew after a month.
 * The file is readable by its owner only.
 */
export function tokenOf(options: TokenOptions): string {
  const path = tokenPath(options.dataDirectory);
  const kept = readKept(path, options.now);
  if (kept) return kept;
  const token = options.randomBytes(32).toString('base64url');
  writeFileSync(`${path}.new`, token, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return token;
}

export function tokenPath(dataDirectory: string): string {
  return join(dataDirectory, 'token');
}

/** Compares in a time that says nothing about where two tokens differ. */
export function sameToken(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function readKept(path: string, now: number): string | null {
  try {
    const token = readFileSync(path, 'utf8').trim();
    const old = now - statSync(path).mtimeMs > monthMs;
    return token.length >= 43 && !old ? token : null;
  } catch {
    return null;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
