/** The Deployment of an endpoint's stable version. */
import type { Deployment, DeploymentStrategy } from 'kubernetes-types/apps/v1.d.ts';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Endpoint } from '../endpoint.ts';
import { allLabels, endpointAnnotation, objectMeta, selectorLabels } from './metadata.ts';
import type { PlanRequest } from './plan-request.ts';
import { planPod } from './pod.ts';
import { simulated } from './simulated.ts';

/** `spec.replicas` is left out: whoever scales the Deployment keeps that field (replicas.ts). */
export function planDeployment(request: PlanRequest): Deployment {
  const { endpoint } = request;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: objectMeta(endpoint),
    spec: {
      selector: { matchLabels: selectorLabels(endpoint) },
      // Longer than the startup probe allows.
      progressDeadlineSeconds: 2400,
      ...strategyOf(endpoint),
      template: templateOf(request),
    },
  };
}

function templateOf(request: PlanRequest): PodTemplateSpec {
  const { endpoint, chosen, simulator } = request;
  const real = {
    metadata: { labels: allLabels(endpoint), annotations: { [endpointAnnotation]: endpoint.key.name } },
    spec: planPod(request),
  };
  return simulator ? simulated(real, { image: simulator, gpu: chosen.kind?.gpu.key }) : real;
}

function strategyOf({ rollout }: Endpoint): { strategy?: DeploymentStrategy } {
  if (rollout.strategy === 'Recreate') return { strategy: { type: 'Recreate' } };
  const rollingUpdate = {
    ...(rollout.maxSurge === undefined ? {} : { maxSurge: rollout.maxSurge }),
    ...(rollout.maxUnavailable === undefined ? {} : { maxUnavailable: rollout.maxUnavailable }),
  };
  if (!rollout.strategy && Object.keys(rollingUpdate).length === 0) return {};
  return { strategy: { type: 'RollingUpdate', ...(Object.keys(rollingUpdate).length > 0 ? { rollingUpdate } : {}) } };
}
