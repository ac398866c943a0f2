/** The pod of a model server. */
import type { Affinity, Container, PodSpec, Toleration, Volume, VolumeMount } from 'kubernetes-types/core/v1.d.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { findImage } from '../catalog/catalog.ts';
import type { JudgedOption } from '../choose/option.ts';
import type { StringMap } from '../endpoint.ts';
import { quantityNumber } from '../quantity.ts';
import { engineCommand } from './engine-command.ts';
import type { PlanRequest } from './plan-request.ts';

/** Collectives of RCCL and NCCL exchange through shared memory, of which a container has 64 MB by default. */
const sharedMemory = { name: 'shared-memory', path: '/dev/shm' };
const modelCache = { name: 'model-cache', path: '/cache' };

export function planPod(request: PlanRequest): PodSpec {
  const { endpoint, chosen } = request;
  const { runtime, security } = endpoint.component;
  return {
    ...(security.serviceAccount ? { serviceAccountName: security.serviceAccount.name } : {}),
    automountServiceAccountToken: false,
    ...(security.pod ? { securityContext: security.pod } : {}),
    ...(runtime.pullSecrets.length > 0 ? { imagePullSecrets: runtime.pullSecrets.map((name) => ({ name })) } : {}),
    ...placementOf(chosen),
    tolerations: tolerationsOf(chosen),
    containers: [serverContainer(request)],
    volumes: volumesOf(chosen),
    // In-flight answers may take a while to finish.
    terminationGracePeriodSeconds: 60,
  };
}

function serverContainer(request: PlanRequest): Container {
  const { endpoint, chosen } = request;
  const { runtime } = endpoint.component;
  return {
    name: 'server',
    image: imageOf(request),
    ...(runtime.pullPolicy ? { imagePullPolicy: runtime.pullPolicy } : {}),
    ...engineCommand(endpoint, chosen),
    env: environmentOf(chosen),
    ports: [{ name: 'http', containerPort: runtime.port, protocol: 'TCP' }],
    resources: resourcesOf(request),
    ...probes(),
    securityContext: { allowPrivilegeEscalation: false },
    volumeMounts: mountsOf(chosen),
  };
}

function imageOf({ endpoint, chosen, images }: PlanRequest): string {
  const { image } = endpoint.component.runtime;
  if (image) return image.tag ? `${image.repository}:${image.tag}` : image.repository;
  const { engine } = chosen.recipe;
  const vendor = chosen.kind?.gpu.vendor ?? 'amd';
  const found = findImage({ gpus: [], models: [], recipes: [], images }, { engine, vendor });
  if (found) return found;
  throw new SlipwayError('refused', `No image is known that runs ${engine} on ${vendor} GPUs.`, {
    fix: "Name one in the endpoint's image.",
  });
}

function environmentOf({ configuration }: JudgedOption): NonNullable<Container['env']> {
  const own = [{ name: 'HF_HOME', value: `${modelCache.path}/huggingface` }];
  const names = configuration.environment.map((entry) => entry.name);
  return [...own.filter((entry) => !names.includes(entry.name)), ...configuration.environment] as NonNullable<Container['env']>;
}

/** The endpoint's figures win over the recipe's; GPUs are always those of the chosen size. */
function resourcesOf({ endpoint, chosen }: PlanRequest): NonNullable<Container['resources']> {
  const own = endpoint.component.resources;
  const gpus = { [chosen.kind?.resourceName ?? 'amd.com/gpu']: String(chosen.configuration.gpuCount) };
  // A limit of the recipe that is lower than a request of the endpoint would be refused by the API server.
  const suffices = ([name, limit]: [string, string]) => !(quantityNumber(own.requests[name] ?? '0') > quantityNumber(limit));
  const limits = Object.fromEntries(Object.entries(chosen.configuration.limits).filter(suffices));
  return {
    requests: { ...withoutGpus(chosen.configuration.requests), ...withoutGpus(own.requests), ...gpus },
    limits: { ...withoutGpus(limits), ...withoutGpus(own.limits), ...gpus },
  };
}

function withoutGpus(resources: StringMap): Record<string, string> {
  return Object.fromEntries(Object.entries(resources).filter(([name]) => !name.endsWith('.com/gpu')));
}

/** Loading weights may take half an hour; until then neither liveness nor readiness is asked. */
function probes(): Pick<Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const httpGet = { path: '/health', port: 'http' };
  return {
    startupProbe: { httpGet, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 900 },
    readinessProbe: { httpGet, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 },
    livenessProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 6 },
  };
}

/** Only nodes of the chosen GPU kind, by the labels that told the kind. One label value is a selector, several an affinity. */
function placementOf({ kind }: JudgedOption): Pick<PodSpec, 'nodeSelector' | 'affinity'> {
  const values = new Map<string, Set<string>>();
  for (const { identity } of kind?.nodes ?? []) {
    if (identity) values.set(identity.label, (values.get(identity.label) ?? new Set()).add(identity.value));
  }
  const entries = [...values].map(([label, set]) => [label, [...set].sort()] as const).sort(([left], [right]) => (left < right ? -1 : 1));
  const [first] = entries;
  const [only] = first?.[1] ?? [];
  if (first && only && entries.length === 1 && first[1].length === 1) return { nodeSelector: { [first[0]]: only } };
  return entries.length === 0 ? {} : { affinity: affinityOf(entries) };
}

function affinityOf(entries: readonly (readonly [string, string[]])[]): Affinity {
  const nodeSelectorTerms = entries.map(([key, values]) => ({ matchExpressions: [{ key, operator: 'In', values }] }));
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

/** GPU nodes are often tainted with their resource's name, to keep other pods away. */
function tolerationsOf({ kind }: JudgedOption): Toleration[] {
  return [{ key: kind?.resourceName ?? 'amd.com/gpu', operator: 'Exists', effect: 'NoSchedule' }];
}

function volumesOf({ configuration }: JudgedOption): Volume[] {
  const shared = configuration.gpuCount > 1 ? [{ name: sharedMemory.name, emptyDir: { medium: 'Memory' } }] : [];
  return [{ name: modelCache.name, emptyDir: {} }, ...shared];
}

function mountsOf({ configuration }: JudgedOption): VolumeMount[] {
  const shared = configuration.gpuCount > 1 ? [{ name: sharedMemory.name, mountPath: sharedMemory.path }] : [];
  return [{ name: modelCache.name, mountPath: modelCache.path }, ...shared];
}
