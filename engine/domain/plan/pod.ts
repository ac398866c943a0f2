/** The pod of a model server. */
import type { Affinity, Container, PodSpec, Toleration, Volume, VolumeMount } from 'kubernetes-types/core/v1.d.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { findImage } from '../catalog/catalog.ts';
import type { JudgedOption } from '../choose/option.ts';
import type { StringMap } from '../endpoint.ts';
import { gpuResource } from '../fleet/gpu-resource.ts';
import { quantityNumber } from '../quantity.ts';
import { engineCommand } from './engine-command.ts';
import { type PlacementTerm, placementTerms } from './placement-terms.ts';
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
  const found = findImage({ images }, { engine, vendor });
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
  return Object.fromEntries(Object.entries(resources).filter(([name]) => !gpuResource(name)));
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
  const terms = placementTerms(kind?.nodes ?? []);
  const [first] = terms;
  const [only] = first?.values ?? [];
  if (first && only !== undefined && terms.length === 1 && first.values.length === 1) {
    return { nodeSelector: { [first.label]: only, ...(first.also ? { [first.also.label]: first.also.value } : {}) } };
  }
  return terms.length === 0 ? {} : { affinity: affinityOf(terms) };
}

function affinityOf(terms: readonly PlacementTerm[]): Affinity {
  const nodeSelectorTerms = terms.map(({ label, values, also }) => ({
    matchExpressions: [
      { key: label, operator: 'In', values: [...values] },
      ...(also ? [{ key: also.label, operator: 'In', values: [also.value] }] : []),
    ],
  }));
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
