/** Endpoint -> AIMEndpoint, in the operator's form. */
import type { Endpoint, Loss } from '../../domain/endpoint.ts';
import { setAt } from '../field-reader.ts';
import { aimApiVersion, aimEndpointKind } from './group.ts';
import { metricAnnotation } from './metric.ts';
import type { AimResource } from './read-aim-endpoint.ts';

interface WrittenAim {
  readonly resource: AimResource & { spec: Record<string, unknown> };
  readonly losses: readonly Loss[];
}

/** Writes what was said or differs from AIM's default. Extensions of another dialect are listed as losses. */
export function writeAim(endpoint: Endpoint): WrittenAim {
  const spec: Record<string, unknown> = {};
  const own = endpoint.origin.dialect === 'aim';
  if (own) for (const [path, value] of Object.entries(endpoint.extensions)) setAt(spec, withoutSpec(path), value);
  for (const [path, value] of fieldsOf(endpoint)) if (value !== undefined) setAt(spec, path, value);
  const resource = {
    apiVersion: aimApiVersion,
    kind: aimEndpointKind.kind,
    metadata: { name: endpoint.key.name, namespace: endpoint.key.namespace, ...metadataOf(endpoint) },
    spec,
  };
  return { resource, losses: lossesOf(endpoint, own) };
}

function fieldsOf({ component, recipe, scaling, exposure, rollout, origin }: Endpoint): [string, unknown][] {
  const { model, runtime, resources, placement, security } = component;
  const { service } = exposure;
  const said = (field: string): boolean => origin.fields[field] !== undefined;
  const { cpu, memory, ...otherRequests } = resources.requests;
  const { cpu: cpuLimit, memory: memoryLimit, ...otherLimits } = resources.limits;
  return [
    ['model.id', model.id],
    ['model.revision', model.revision],
    ['recipe.autoSelect', recipe.automatic || said('recipe.automatic') ? recipe.automatic : undefined],
    ['recipe.gpuCount', recipe.gpuCount],
    ['recipe.precision', recipe.precision],
    ['recipe.backend', recipe.engine],
    ['recipe.customRecipe', recipe.named && { ...recipe.named }],
    ['hardware', placement.gpuKind],
    ['image.repository', runtime.image?.repository],
    ['image.tag', runtime.image?.tag],
    ['image.pullPolicy', runtime.pullPolicy],
    ['image.pullSecrets', runtime.pullSecrets.length > 0 ? [...runtime.pullSecrets] : undefined],
    ['customArgs', argumentsOf(runtime.arguments)],
    ['resources.cpu', cpu],
    ['resources.memory', memory],
    ['resources.cpuLimit', cpuLimit],
    ['resources.memoryLimit', memoryLimit],
    ['resources.requests', filled(otherRequests)],
    ['resources.limits', filled(otherLimits)],
    ['scaling.minReplicas', scaling.minimum !== 1 || said('scaling.minimum') ? scaling.minimum : undefined],
    ['scaling.maxReplicas', scaling.maximum],
    ['service.type', service.type !== 'ClusterIP' || said('exposure.service.type') ? service.type : undefined],
    ['service.port', service.port !== 8000 || said('exposure.service.port') ? service.port : undefined],
    ['service.targetPort', runtime.port !== 8000 || said('component.runtime.port') ? runtime.port : undefined],
    ['service.annotations', filled(service.annotations)],
    ['service.loadBalancerIP', service.loadBalancerIP],
    ['security.serviceAccount', security.serviceAccount && { ...security.serviceAccount }],
    ['security.podSecurityContext', security.pod],
    ['deployment.strategy.type', rollout.strategy],
    ['deployment.strategy.rollingUpdate.maxSurge', rollout.maxSurge],
    ['deployment.strategy.rollingUpdate.maxUnavailable', rollout.maxUnavailable],
  ];
}

function metadataOf({ metadata, recipe: { metric } }: Endpoint): { labels?: Record<string, string>; annotations?: Record<string, string> } {
  const labels = filled(metadata.labels);
  const annotations = filled({ ...metadata.annotations, ...(metric ? { [metricAnnotation]: metric } : {}) });
  return { ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) };
}

/** Pairs of flag and value, as they were read. */
function argumentsOf(words: readonly string[]): Record<string, string> | undefined {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < words.length; index += 2) pairs.push([words[index] ?? '', words[index + 1] ?? '']);
  return filled(Object.fromEntries(pairs));
}

function filled(map: Readonly<Record<string, string>>): Record<string, string> | undefined {
  return Object.keys(map).length > 0 ? { ...map } : undefined;
}

function lossesOf({ extensions, origin }: Endpoint, own: boolean): Loss[] {
  if (own) return [];
  const reason = `AIMEndpoint has no field for what ${origin.kind} says here.`;
  return Object.keys(extensions).map((field) => ({ field, outcome: 'dropped', reason }));
}

function withoutSpec(path: string): string {
  return path.replace(/^spec\./, '');
}
