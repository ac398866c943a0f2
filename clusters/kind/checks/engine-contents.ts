import type { ContainerEngine } from '../../containers/engine.ts';
import { hasImage } from '../../containers/images.ts';
import { findContainers } from '../provider/node-containers.ts';

/** Names of the kind clusters that have a node there, running or not, as `kind get clusters` would find them. */
export async function clusterNames(engine: ContainerEngine): Promise<string[]> {
  const containers = await findContainers(engine);
  return [...new Set(containers.map(({ cluster }) => cluster))].toSorted();
}

/** Those of the images that the engine has. */
export async function presentImages(engine: ContainerEngine, images: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const there = await Promise.all(images.map((image) => hasImage(engine, image, signal)));
  return images.filter((_, index) => there[index]);
}
