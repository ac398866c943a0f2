import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ProviderError } from '../../provider.ts';
import type { ToolEntry } from './tools-lock.ts';

export interface DownloadOptions {
  fetch: typeof globalThis.fetch;
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface DownloadProgress {
  receivedBytes: number;
  /** Undefined where the server does not say it. */
  totalBytes: number | undefined;
}

/**
 * Downloads a program into `folder`, and gives its path. It is there whole and with the right checksum, or not at all: whatever ends the
 * download leaves nothing, and an older one stays. Rejects with `ProviderError` and a fix, or with the signal's reason.
 */
export async function downloadTool(entry: ToolEntry, folder: string, options: DownloadOptions): Promise<string> {
  options.signal?.throwIfAborted();
  const path = join(folder, entry.platform === 'win32' ? `${entry.name}.exe` : entry.name);
  const parts = await partsFolder(entry, folder);
  try {
    const part = join(parts, 'part');
    const sha256 = await receive(entry, part, options);
    if (sha256 !== entry.sha256) throw wrongChecksum(entry, sha256);
    await chmod(part, 0o755);
    await rename(part, path);
    return path;
  } catch (cause) {
    options.signal?.throwIfAborted();
    throw cause instanceof ProviderError ? cause : notDownloaded(entry, cause);
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
}

/** In the same folder, for only within one disk is renaming all or nothing. */
async function partsFolder(entry: ToolEntry, folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    return await mkdtemp(join(folder, '.download-'));
  } catch (cause) {
    throw new ProviderError('Unusable', `${entry.name} cannot be kept in ${folder}: ${reasonOf(cause)}.`, {
      cause,
      fix: 'Make that folder writable for this user, or install the program yourself and say its path in the settings.',
    });
  }
}

/** Writes the answer to a file, and gives its SHA-256. */
async function receive(entry: ToolEntry, part: string, { fetch, onProgress, signal }: DownloadOptions): Promise<string> {
  const response = await fetch(entry.url, { redirect: 'follow', ...(signal && { signal }) });
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const totalBytes = Number.isSafeInteger(length) ? length : undefined;
  const hash = createHash('sha256');
  let receivedBytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      receivedBytes += chunk.length;
      onProgress?.({ receivedBytes, totalBytes });
      done(undefined, chunk);
    },
  });
  await pipeline(Readable.from(response.body), measure, createWriteStream(part), { ...(signal && { signal }) });
  return hash.digest('hex');
}

function wrongChecksum(entry: ToolEntry, sha256: string): ProviderError {
  const message = `What ${entry.url} gave is not ${entry.name} ${entry.version}: its SHA-256 is ${sha256}, and should be ${entry.sha256}. It was thrown away.`;
  return new ProviderError('Unusable', message, {
    fix: 'Try again on another network: a proxy may answer in its place. If it stays so, install the program yourself and report this.',
  });
}

function notDownloaded(entry: ToolEntry, cause: unknown): ProviderError {
  return new ProviderError('Unusable', `${entry.name} ${entry.version} was not downloaded from ${entry.url}: ${reasonOf(cause)}.`, {
    cause,
    fix: 'See whether this machine reaches that address and its disk has room, or give a mirror in the settings, or install the program yourself.',
  });
}

/** fetch says only "fetch failed", and the reason in its cause. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message || String((cause.cause as NodeJS.ErrnoException).code ?? '')}` : '';
  return `${cause.message}${inner}`.replace(/\.$/, '');
}
