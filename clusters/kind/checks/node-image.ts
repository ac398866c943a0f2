import { type KindConfig, nodesOf } from '../config/kind-config.ts';
import { kubernetesMinor } from '../tools/versions.ts';

/** The images that nodes name, each once, with the path of the first field that names it. */
export function namedImages(config: KindConfig): { image: string; path: string }[] {
  const found = new Map<string, string>();
  for (const [index, { image }] of nodesOf(config).entries()) {
    if (image && !found.has(image)) found.set(image, `nodes[${index}].image`);
  }
  return [...found].map(([image, path]) => ({ image, path }));
}

/** The minor of the Kubernetes in an image, by its tag: node images are tagged with it. */
export function minorOf(image: string): number | undefined {
  return kubernetesMinor(/:(v1\.\d+\.\d+)[^/]*$/.exec(image)?.[1]);
}
