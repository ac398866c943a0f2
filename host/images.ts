import type { ImageProgram, ImageTable } from '../clusters/sandbox/images.ts';
import type { Catalog } from '../engine/domain/catalog/catalog.ts';
import { entryPoints } from './entry-points.ts';

/**
 * What the sandbox runs in place of images: the simulator for every repository of the catalog's image table, whatever the tag,
 * and the generic program for any other.
 */
export function sandboxImages({ images }: Catalog): ImageTable {
  const simulated = new Set(images.map(({ image }) => repositoryOf(image)));
  const simulator: ImageProgram = {
    run: 'shared',
    module: entryPoints.simulator,
    note: "Slipway's simulator of a model server runs in its place",
  };
  const generic: ImageProgram = {
    run: 'shared',
    module: entryPoints.genericContainer,
    note: 'the sandbox does not know this image, so a generic HTTP program runs in its place',
  };
  return (image) => (simulated.has(repositoryOf(image)) ? simulator : generic);
}

/** `docker.io/rocm/vllm:tag@sha256:...` -> `rocm/vllm`: one name, however it is written. */
function repositoryOf(image: string): string {
  const [untagged = ''] = image.split('@');
  const name = untagged.replace(/:[^:/]*$/, '');
  return name.replace(/^(docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '').replace(/^library\//, '');
}
