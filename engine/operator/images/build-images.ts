import type { Progress } from '../../../clusters/provider.ts';
import type { BuiltImage, ImageBuilder, ImageName } from './image-builder.ts';

export interface BuildImagesOptions {
  onProgress?: ((progress: Progress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Builds images one after the other: builds beside each other would only slow each other down. */
export async function buildImages(
  images: readonly ImageName[],
  builder: ImageBuilder,
  { onProgress, signal }: BuildImagesOptions = {},
): Promise<BuiltImage[]> {
  const built: BuiltImage[] = [];
  for (const [index, image] of images.entries()) {
    signal?.throwIfAborted();
    const say = (message: string, done = index) => onProgress?.({ step: `build ${image}`, message, fraction: done / images.length });
    say(`Building the image of the ${image}.`);
    const one = await builder.build(image, { onLine: (line) => say(line), signal });
    say(one.alreadyThere ? `${one.tag} is there already.` : `${one.tag} is built (${megabytes(one.sizeBytes)}).`, index + 1);
    built.push(one);
  }
  return built;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
