import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SlipwayError } from '../../engine/contract/errors.ts';
import type { ImageName } from '../../engine/operator/images/image-builder.ts';
import { rootFolder } from '../entry-points.ts';

/** Paths in an image's build folder to where their bytes are, or to the bytes. */
export type ImageBundle = ReadonlyMap<string, URL | Uint8Array>;

interface Bundler {
  bundleImage(image: string): Promise<Map<string, Uint8Array>>;
}

/**
 * The program of an image as one file, with its data. A package brings it in `images/`; a checkout makes it anew each time
 * (a second), so that it is never stale.
 */
export async function bundleOf(image: ImageName): Promise<ImageBundle> {
  const files = import.meta.url.endsWith('.ts') ? await bundleFromSources(image) : await builtBundle(image, rootFolder);
  return withoutSourceMaps(files);
}

// Computed, because neither the bundler nor what it needs is in a package.
async function bundleFromSources(image: ImageName): Promise<ImageBundle> {
  const { bundleImage } = (await import(new URL('.config/bundle-images.ts', rootFolder).href)) as Bundler;
  return await bundleImage(image);
}

/** What `npm run build` wrote below `root`. */
export async function builtBundle(image: ImageName, root: URL): Promise<ImageBundle> {
  const folder = fileURLToPath(new URL(`images/${image}/`, root));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new SlipwayError(
      'internal',
      `The program of the ${image}'s image is not in this installation of Slipway: ${folder} cannot be read.`,
      {
        cause,
        fix: 'Install Slipway again, or name images that are in a registry.',
      },
    );
  });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file.slice(folder.length).replaceAll('\\', '/'), pathToFileURL(file)]));
}

/** They are for whoever reads a stack beside the sources; in an image they would be dead weight. */
function withoutSourceMaps(files: ImageBundle): ImageBundle {
  return new Map([...files].filter(([path]) => !path.endsWith('.map')));
}
