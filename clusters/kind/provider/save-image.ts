import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ContainerEngine } from '../../containers/engine.ts';
import { ProviderError } from '../../provider.ts';

/** Writes an image of the engine into a file, as `docker save` does. Rejects with `ProviderError`, or the signal's reason. */
export async function saveImage(engine: ContainerEngine, image: string, file: string, signal?: AbortSignal): Promise<void> {
  try {
    const archive = (await engine.client.getImage(image).get()) as Readable;
    await pipeline(archive, createWriteStream(file, { mode: 0o600 }), { signal });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const { statusCode, message } = cause as { statusCode?: number; message: string };
    if (statusCode === 404) {
      throw new ProviderError('Failed', `${engine.label} has no image "${image}".`, { cause, fix: 'Build it or pull it there first.' });
    }
    throw new ProviderError('Failed', `The image "${image}" could not be written to ${file}: ${message}`, {
      cause,
      fix: 'See whether there is room on the disk, and whether the engine still runs.',
    });
  }
}
