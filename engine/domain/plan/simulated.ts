/** A model server's pod as it is run where the GPUs are made up: scheduled as the real one, with the simulator inside. */
import type { Container, PodTemplateSpec, Volume } from 'kubernetes-types/core/v1.d.ts';
import { gpuResource } from '../fleet/gpu-resource.ts';

/** On pod templates: the image that would run on real GPUs. */
export const simulatesAnnotation = 'slipway.dev/simulates';
/** On pod templates: the resources that the real container would ask for, as JSON. */
export const realResourcesAnnotation = 'slipway.dev/real-resources';

export interface Simulation {
  /** The simulator's image, which takes the real command line as its arguments. */
  readonly image: string;
  /** The catalog's key of the GPU, such as `MI300X`; undefined: the simulator says that there is none. */
  readonly gpu: string | undefined;
}

/** What the simulator needs, whatever it simulates. */
const smallRequests = { cpu: '10m', memory: '96Mi' };
const smallLimits = { memory: '512Mi' };

/**
 * The template with the simulator as its first container's image. GPUs stay asked for, so that the scheduler decides as it
 * would; processors, memory and whatever else only a GPU server has are not. The real image and figures are kept as annotations.
 */
export function simulated(template: PodTemplateSpec, simulation: Simulation): PodTemplateSpec {
  const { metadata, spec } = template;
  const [server, ...others] = spec?.containers ?? [];
  if (!spec || !server) return template;
  const annotations = {
    ...metadata?.annotations,
    [simulatesAnnotation]: server.image ?? '',
    [realResourcesAnnotation]: JSON.stringify(server.resources ?? {}),
  };
  return {
    metadata: { ...metadata, annotations },
    spec: {
      ...spec,
      containers: [simulator(server, simulation), ...others],
      ...(spec.volumes ? { volumes: spec.volumes.map(withoutSize) } : {}),
    },
  };
}

function simulator(server: Container, { image, gpu }: Simulation): Container {
  const { command, args, imagePullPolicy: _policy, securityContext, ...rest } = server;
  const gpus = gpusOf(server);
  return {
    ...rest,
    image,
    // Loaded into the cluster's nodes as a rule, with a version as its tag.
    imagePullPolicy: 'IfNotPresent',
    args: [...(command ?? []), ...(args ?? [])],
    env: [...(server.env ?? []), ...environmentOf(gpu, gpus)],
    resources: { requests: { ...smallRequests, ...gpus }, limits: { ...smallLimits, ...gpus } },
    securityContext: { ...securityContext, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
}

function gpusOf({ resources }: Container): Record<string, string> {
  const asked = { ...resources?.requests, ...resources?.limits } as Record<string, string | number>;
  const gpus = Object.entries(asked).filter(([name]) => gpuResource(name));
  return Object.fromEntries(gpus.map(([name, count]) => [name, String(count)]));
}

function environmentOf(gpu: string | undefined, gpus: Record<string, string>): { name: string; value: string }[] {
  const count = Object.values(gpus).reduce((sum, each) => sum + Number(each), 0);
  if (gpu === undefined || count === 0) return [];
  return [
    { name: 'SLIPWAY_SIMULATED_GPU', value: gpu },
    { name: 'SLIPWAY_SIMULATED_GPU_COUNT', value: String(count) },
  ];
}

/** Nothing is written into it, and a laptop has no room for what weights and collectives take. */
function withoutSize(volume: Volume): Volume {
  if (!volume.emptyDir) return volume;
  const { sizeLimit: _size, ...emptyDir } = volume.emptyDir;
  return { ...volume, emptyDir };
}
