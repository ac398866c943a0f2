import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type Pack, pack } from 'tar-stream';
import { ProviderError } from '../provider.ts';

/** The same for the same files, on any machine and at any time, so that the engine finds its cache: sorted, without times and owners. */
const epoch = new Date(0);

/**
 * A build's context as a stream of tar: the Dockerfile and the files. Files are read while the engine takes them, so that large ones need
 * no memory. It is destroyed with `ProviderError` when a file cannot be read.
 */
export function buildContext(dockerfile: string, files: ReadonlyMap<string, URL | Uint8Array>): Readable {
  const archive = pack();
  fill(archive, dockerfile, files).then(
    () => archive.finalize(),
    (error: Error) => archive.destroy(error),
  );
  return Readable.from(archive, { objectMode: false });
}

async function fill(archive: Pack, dockerfile: string, files: ReadonlyMap<string, URL | Uint8Array>): Promise<void> {
  await addBytes(archive, 'Dockerfile', Buffer.from(dockerfile));
  for (const [name, content] of [...files].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    if (content instanceof URL) await addPath(archive, name, fileURLToPath(content));
    else await addBytes(archive, name, Buffer.from(content));
  }
}

function addBytes(archive: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mtime: epoch, mode: 0o644 }, bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/** A file, or a folder with everything below it. Links are followed: an image has no use for what they point to outside. */
async function addPath(archive: Pack, name: string, path: string): Promise<void> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) await addFolder(archive, name, path);
    else await addFile(archive, name, { path, size: facts.size, mode: facts.mode });
  } catch (cause) {
    if (cause instanceof ProviderError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ProviderError('Unusable', `${path} belongs into the image and cannot be read: ${why}.`, {
      cause,
      fix: 'Build or install Slipway again: a part of it is missing.',
    });
  }
}

async function addFolder(archive: Pack, name: string, folder: string): Promise<void> {
  for (const entry of (await readdir(folder)).toSorted())
    await addPath(archive, `${name.replace(/\/$/, '')}/${entry}`, join(folder, entry));
}

async function addFile(archive: Pack, name: string, { path, size, mode }: { path: string; size: number; mode: number }): Promise<void> {
  const entry = archive.entry({ name, size, mtime: epoch, mode: mode & 0o100 ? 0o755 : 0o644 });
  await pipeline(createReadStream(path), entry);
}
