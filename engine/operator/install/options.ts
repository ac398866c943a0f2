/** What a person can choose about an installation, and what is wrong with a choice. */
import type { Problem } from '../../contract/errors.ts';
import { imageProblem } from './image-reference.ts';

/** Plain data: it travels between processes and is kept in the cluster. */
export interface InstallOptions {
  /** Of our parts. */
  namespace: string;
  /** Of Slipway: `0.1.0`. */
  version: string;
  /** Whole references with a tag or a digest. The simulator's is null where nothing is simulated. */
  images: { operator: string; gateway: string; simulator: string | null };
  /** Names of Secrets, in the namespace, that are there already. */
  imagePullSecrets: string[];
  /** `local`: no image can be had, so nothing runs in the cluster: operator and gateway run on the person's machine. */
  operator: 'pods' | 'local';
  replicas: { operator: number; gateway: number };
  /** Where models are served. `namespace`: nothing outside of namespaces is made, for people who may not. */
  scope: { kind: 'cluster' } | { kind: 'namespace'; namespace: string };
  /** The nodes' GPUs are made up: model servers are simulated. */
  simulated: boolean;
  /** Of the webhooks. `cert-manager` must be installed. */
  certificates: 'self-managed' | 'cert-manager';
  webhooks: boolean;
  networkPolicy: boolean;
  /** Annotations by which a Prometheus finds our pods. */
  prometheus: boolean;
}

export const defaultNamespace = 'slipway-system';

/** What `install` does unless it is told otherwise; in namespace scope without what needs rights beyond the namespace. */
export function defaultInstallOptions(version: string, chosen: Partial<InstallOptions> = {}): InstallOptions {
  const scope = chosen.scope ?? { kind: 'cluster' };
  const simulated = chosen.simulated ?? false;
  return {
    namespace: scope.kind === 'namespace' ? scope.namespace : defaultNamespace,
    version,
    images: {
      operator: `slipway/operator:${version}`,
      gateway: `slipway/gateway:${version}`,
      simulator: simulated ? `slipway/simulator:${version}` : null,
    },
    imagePullSecrets: [],
    operator: 'pods',
    replicas: { operator: 2, gateway: 2 },
    scope,
    simulated,
    certificates: 'self-managed',
    webhooks: scope.kind === 'cluster' && chosen.operator !== 'local',
    networkPolicy: true,
    prometheus: true,
    ...chosen,
  };
}

const namePattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const secretPattern = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/;
const versionPattern = /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;

/** Everything that makes an installation with these options impossible, each as a sentence; empty: nothing. */
export function installOptionProblems(options: InstallOptions): Problem[] {
  return [
    ...namespaceProblems('namespace', options.namespace),
    ...(options.scope.kind === 'namespace' ? namespaceProblems('scope.namespace', options.scope.namespace) : []),
    ...versionProblems(options.version),
    ...imageProblems(options),
    ...options.imagePullSecrets.flatMap(secretProblems),
    ...replicaProblems('replicas.operator', options.replicas.operator),
    ...replicaProblems('replicas.gateway', options.replicas.gateway),
    ...webhookProblems(options),
  ];
}

function namespaceProblems(field: string, name: string): Problem[] {
  if (namePattern.test(name) && name.length <= 63) return [];
  const fix = 'Use at most 63 small letters, digits and hyphens, with a letter or digit at both ends, such as `slipway-system`.';
  return [{ field, message: `\`${name}\` cannot be the name of a namespace.`, fix }];
}

function versionProblems(version: string): Problem[] {
  if (versionPattern.test(version)) return [];
  const fix = 'Use at most 63 letters, digits, `.`, `-` and `_`: it becomes a label.';
  return [{ field: 'version', message: `\`${version}\` cannot be a version.`, fix }];
}

function imageProblems({ images, operator, simulated }: InstallOptions): Problem[] {
  if (operator === 'local') return [];
  const { simulator } = images;
  const missing = { field: 'images.simulator', message: 'Models are to be simulated, and no image of the simulator is named.' };
  const fix = 'Name one, such as `slipway/simulator:0.1.0`, or do without simulation.';
  return [
    ...imageProblem('images.operator', images.operator),
    ...imageProblem('images.gateway', images.gateway),
    ...(simulator === null ? [] : imageProblem('images.simulator', simulator)),
    ...(simulated && simulator === null ? [{ ...missing, fix }] : []),
  ];
}

function secretProblems(name: string, index: number): Problem[] {
  if (secretPattern.test(name) && name.length <= 253) return [];
  const fix = 'Name a Secret of the type kubernetes.io/dockerconfigjson that is in the namespace.';
  return [{ field: `imagePullSecrets.${index}`, message: `\`${name}\` cannot be the name of a Secret.`, fix }];
}

function replicaProblems(field: string, count: number): Problem[] {
  if (Number.isInteger(count) && count >= 1 && count <= 100) return [];
  return [
    { field, message: `There cannot be ${count} replicas.`, fix: 'Choose a whole number from 1 to 100; 2 survive the loss of a node.' },
  ];
}

function webhookProblems({ webhooks, scope, operator, certificates }: InstallOptions): Problem[] {
  const problems: Problem[] = [];
  if (webhooks && scope.kind === 'namespace') {
    const message = 'Webhooks are registered for a whole cluster, which an installation in one namespace cannot do.';
    problems.push({ field: 'webhooks', message, fix: 'Do without webhooks: the operator then tells of mistakes in the status.' });
  }
  if (webhooks && operator === 'local') {
    const message = 'The cluster cannot call webhooks of an operator that runs on your machine.';
    problems.push({ field: 'webhooks', message, fix: 'Do without webhooks, or let the operator run as pods.' });
  }
  if (certificates === 'cert-manager' && !webhooks) {
    const message = 'A certificate of cert-manager is for webhooks alone, and there are none.';
    problems.push({ field: 'certificates', message, fix: 'Choose `self-managed`, or let there be webhooks.' });
  }
  return problems;
}
