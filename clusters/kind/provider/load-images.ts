import { type ProvideRequest, ProviderError } from '../../provider.ts';
import type { KindContext } from './context.ts';
import { explainKindFailure } from './failures/explain-kind-failure.ts';
import { notThere } from './names.ts';
import { findContainers } from './node-containers.ts';
import { runKind } from './run-kind.ts';

/** Copies images of this machine's engine to all nodes of a cluster that runs. Images that a node has already are left there. */
export async function loadImages(context: KindContext, name: string, images: readonly string[], request: ProvideRequest): Promise<void> {
  const { signal, onProgress } = request;
  const engine = await context.engine();
  if ((await findContainers(engine, name)).length === 0) throw notThere(name, await context.records.find(name));
  const kind = await context.kind(engine);
  for (const [index, image] of images.entries()) {
    onProgress?.({ step: 'load', message: `Loading ${image} into the nodes`, fraction: index / images.length });
    const { succeeded, lines } = await runKind(kind, ['load', 'docker-image', image, '--name', name], { signal });
    if (succeeded) continue;
    const { refusal, message, fix } = explainKindFailure(lines);
    throw new ProviderError(refusal, `The image "${image}" could not be loaded into the kind cluster "${name}". ${message}`, { fix });
  }
  onProgress?.({ step: 'load', message: 'All images are in the nodes.', fraction: 1 });
}
