import { readFile } from 'node:fs/promises';
import { buildImage } from '../../clusters/containers/build-image.ts';
import type { ContainerEngine } from '../../clusters/containers/engine.ts';
import { hasImage } from '../../clusters/containers/images.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import { contentHash } from '../../engine/operator/images/content.ts';
import { contentLabel, type ImageBuilder, type ImageName, imageTag } from '../../engine/operator/images/image-builder.ts';
import { rootFolder } from '../entry-points.ts';
import type { ImageBundle } from './bundle.ts';

export interface ImageBuilderOptions {
  engine: ContainerEngine;
  /** Slipway's: the images' tag. */
  version: string;
  /** The image that all are built on, which has Node 24 as `node` on its PATH; absent: that of the Dockerfiles. */
  base?: string | undefined;
  /** What goes into an image (bundle.ts). */
  bundle: (image: ImageName) => Promise<ImageBundle>;
}

/** Builds Slipway's images in a container engine. One that was built there from the same content is not built again. */
export function createImageBuilder({ engine, version, base, bundle }: ImageBuilderOptions): ImageBuilder {
  const given = { VERSION: version, ...(base !== undefined && { BASE: base }) };
  return {
    async build(image, { onLine, signal } = {}) {
      const tag = imageTag(image, version);
      const dockerfile = await dockerfileOf(image);
      const files = await inMemory(await bundle(image));
      const content = contentHash({ dockerfile, files, buildArguments: given });
      const present = await builtBefore(engine, tag, signal);
      if (present?.content === content) return { tag, sizeBytes: present.sizeBytes, alreadyThere: true };
      const { sizeBytes } = await buildImage(engine, {
        tag,
        dockerfile,
        files,
        buildArguments: { ...given, CONTENT: content },
        onLine,
        signal,
      });
      return { tag, sizeBytes, alreadyThere: false };
    },
  };
}

function dockerfileOf(image: ImageName): Promise<string> {
  return readFile(new URL(`resources/images/${image}/Dockerfile`, rootFolder), 'utf8').catch((cause: unknown) => {
    throw new SlipwayError('internal', `The Dockerfile of the ${image}'s image is not in this installation of Slipway.`, {
      cause,
      fix: 'Install Slipway again, or name images that are in a registry.',
    });
  });
}

/** The same bytes are hashed and sent, so that the label can be believed. */
async function inMemory(files: ImageBundle): Promise<Map<string, Uint8Array>> {
  const read = [...files].map(async ([path, content]) => [path, content instanceof URL ? await readFile(content) : content] as const);
  return new Map(await Promise.all(read));
}

async function builtBefore(engine: ContainerEngine, tag: string, signal: AbortSignal | undefined) {
  if (!(await hasImage(engine, tag, signal))) return undefined;
  // Dockerode takes the signal, its types do not.
  const { Config, Size } = await engine.client.getImage(tag).inspect({ abortSignal: signal } as object);
  return { content: Config.Labels?.[contentLabel], sizeBytes: Size };
}
