/** What the Deployments of our programs have in common: no privileges, spread over nodes, replaced without a gap. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Container, EnvVar, PodSpec, Volume } from 'kubernetes-types/core/v1.d.ts';
import type { InstallOptions } from '../options.ts';
import { type Component, labelsOf, partMeta, selectorOf } from './metadata.ts';

export interface Program {
  readonly name: string;
  readonly component: Component;
  readonly replicas: number;
  /** The port whose `/metrics` a Prometheus reads. */
  readonly metricsPort: number;
  readonly container: Omit<Container, 'name' | 'env' | 'imagePullPolicy' | 'securityContext'>;
  readonly volumes?: readonly Volume[];
}

/** Of distroless's and our images' `nonroot`. */
const user = 65_532;
/** The gateway serves for 5 s after it was told to end, and lets answers finish for 30 s; the operator waits 5 s, and ends what it does within 30 s. */
const graceSeconds = 45;

export function planDeployment(program: Program, options: InstallOptions): Deployment {
  const { name, component, replicas, metricsPort } = program;
  const annotations = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(metricsPort), 'prometheus.io/path': '/metrics' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: partMeta(name, component, options),
    spec: {
      replicas,
      selector: { matchLabels: selectorOf(component) },
      // A new pod is Ready before an old one ends.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: labelsOf(component, options), ...(options.prometheus ? { annotations } : {}) },
        spec: podOf(program, options),
      },
    },
  };
}

function podOf({ name, component, container, volumes }: Program, { imagePullSecrets }: InstallOptions): PodSpec {
  return {
    serviceAccountName: name,
    automountServiceAccountToken: true,
    ...(imagePullSecrets.length > 0 ? { imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })) } : {}),
    // Links to every Service of the namespace, which nothing here reads.
    enableServiceLinks: false,
    terminationGracePeriodSeconds: graceSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        // On one node there is nothing to spread over.
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: selectorOf(component) },
        // Without the pods that are being replaced.
        matchLabelKeys: ['pod-template-hash'],
      },
    ],
    containers: [
      {
        name: component,
        ...container,
        imagePullPolicy: 'IfNotPresent',
        env: ownNames(),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
    ...(volumes && volumes.length > 0 ? { volumes: [...volumes] } : {}),
  };
}

/** The pod's own name and namespace, by the downward API. */
function ownNames(): EnvVar[] {
  const fields = { POD_NAME: 'metadata.name', POD_NAMESPACE: 'metadata.namespace' };
  return Object.entries(fields).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } }));
}
