/** Facts of a healthy installation, to be changed one by one. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import type { HealthFacts } from '../../../../../engine/operator/install/run/health/health.ts';

export function healthyFacts(): HealthFacts {
  return {
    options: defaultInstallOptions('0.1.0'),
    deployments: [deployment('slipway-operator'), deployment('slipway-gateway')],
    pods: [pod('operator', {}), pod('gateway', {})],
    lease: {
      ...meta('slipway-operator', 'operator'),
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      spec: { holderIdentity: 'slipway-operator-1_0bd27125' },
    },
    unservedKinds: [],
    lastLines: new Map(),
    gateway: { ok: true },
    webhook: { ok: true },
  };
}

/** Two of two pods up, unless the status says otherwise. */
export function deployment(name: string, status: Deployment['status'] = {}): Stored<Deployment> {
  const up = { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
  return {
    ...meta(name, name.replace('slipway-', '')),
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { replicas: 2 } as NonNullable<Deployment['spec']>,
    status: { ...up, ...status },
  };
}

/** A pod of a component, with one container whose status is this. */
export function pod(component: string, container: Partial<ContainerStatus>, status: Pod['status'] = {}): Stored<Pod> {
  const name = component;
  const statuses = [{ name, image: `slipway/${name}:0.1.0`, imageID: '', ready: false, restartCount: 0, ...container }];
  return {
    ...meta(`slipway-${component}-1`, component),
    apiVersion: 'v1',
    kind: 'Pod',
    status: { containerStatuses: statuses, ...status },
  };
}

function meta(name: string, component: string) {
  return {
    metadata: {
      name,
      namespace: 'slipway-system',
      uid: `uid-${name}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'app.kubernetes.io/part-of': 'slipway', 'app.kubernetes.io/component': component },
    },
  };
}
