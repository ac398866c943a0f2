import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../objects.ts';
import type { ContainerStart } from '../images.ts';
import { endsByItself } from './ends-by-itself.ts';
import { type References, resolveEnvironment } from './environment.ts';
import { expandVariables } from './expand-variables.ts';
import { mountsOf } from './volumes.ts';

export interface StartFacts {
  pod: Stored<Pod>;
  container: Container;
  hostPorts: Readonly<Record<string, number>>;
  /** Folder by volume name. */
  volumes: ReadonlyMap<string, string>;
  gpuModel: string | undefined;
  references: References;
}

const gpuResources = ['amd.com/gpu', 'nvidia.com/gpu'];

/** What a container is started with. Throws ContainerConfigError when something it refers to is missing. */
export async function containerStart({
  pod,
  container,
  hostPorts,
  volumes,
  gpuModel,
  references,
}: StartFacts): Promise<Omit<ContainerStart, 'writeLine'>> {
  const env = { ...(await resolveEnvironment(pod, container, references)), ...gpuVariables(container, gpuModel) };
  const { namespace = '', name, uid } = pod.metadata;
  return {
    pod: { namespace, name, uid },
    container: container.name,
    image: container.image ?? '',
    command: (container.command ?? []).map((text) => expandVariables(text, env)),
    args: (container.args ?? []).map((text) => expandVariables(text, env)),
    env,
    ports: (container.ports ?? []).map(({ containerPort }) => ({ containerPort, hostPort: hostPorts[containerPort] ?? containerPort })),
    mounts: mountsOf(container, volumes),
    endsByItself: endsByItself(pod, container),
  };
}

/** How many GPUs a container was given. */
export function gpuCount({ resources }: Container): number {
  return gpuResources.reduce((sum, name) => sum + Number(resources?.limits?.[name] ?? resources?.requests?.[name] ?? 0), 0);
}

function gpuVariables(container: Container, gpuModel: string | undefined): Record<string, string> {
  const count = gpuCount(container);
  if (!gpuModel || count === 0) return {};
  return { SLIPWAY_SIMULATED_GPU: gpuModel, SLIPWAY_SIMULATED_GPU_COUNT: String(count) };
}
