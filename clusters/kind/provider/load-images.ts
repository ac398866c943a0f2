import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerEngine } from '../../containers/engine.ts';
import { type ProvideRequest, ProviderError } from '../../provider.ts';
import type { KindContext } from './context.ts';
import { explainKindFailure } from './failures/explain-kind-failure.ts';
import { notThere } from './names.ts';
import { findContainers } from './node-containers.ts';
import { type KindAnswer, runKind } from './run-kind.ts';
import { saveImage } from './save-image.ts';

/** Copies images of this machine's engine to all nodes of a cluster that runs. */
export async function loadImages(context: KindContext, name: string, images: readonly string[], request: ProvideRequest): Promise<void> {
  const { signal, onProgress } = request;
  const engine = await context.engine();
  if ((await findContainers(engine, name)).length === 0) throw notThere(name, await context.records.find(name));
  for (const [index, image] of images.entries()) {
    onProgress?.({ step: 'load', message: `Loading ${image} into the nodes`, fraction: index / images.length });
    const { succeeded, lines } = await load(context, engine, { name, image, signal });
    if (succeeded) continue;
    const { refusal, message, fix } = explainKindFailure(lines);
    throw new ProviderError(refusal, `The image "${image}" could not be loaded into the kind cluster "${name}". ${message}`, { fix });
  }
  onProgress?.({ step: 'load', message: 'All images are in the nodes.', fraction: 1 });
}

interface Load {
  name: string;
  image: string;
  signal: AbortSignal | undefined;
}

async function load(context: KindContext, engine: ContainerEngine, { name, image, signal }: Load): Promise<KindAnswer> {
  const kind = await context.kind(engine);
  const cluster = ['--name', name];
  if (engine.kind === 'docker') return runKind(kind, ['load', 'docker-image', image, ...cluster], { signal });
  // For an image kind asks the docker command, whichever engine it was told to use; an archive it takes itself.
  const { folder } = context.placesOf(name);
  await mkdir(folder, { recursive: true });
  const archive = join(folder, 'image.tar');
  try {
    await saveImage(engine, image, archive, signal);
    return await runKind(kind, ['load', 'image-archive', archive, ...cluster], { signal });
  } finally {
    await rm(archive, { force: true });
  }
}
