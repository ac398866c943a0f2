/** A real control plane that writes down what our programs ask of it, with Slipway's objects applied. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { systemClock } from '../../../../../clusters/clock.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import {
  customResourceDefinitions,
  mutatingWebhookConfigurations,
  nodes,
  validatingWebhookConfigurations,
} from '../../../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../../../clusters/log.ts';
import type { KubernetesObject, ResourceKind } from '../../../../../clusters/objects.ts';
import { installationKindOf } from '../../../../../engine/operator/install/objects/kinds.ts';
import { startControlPlane, startKwok } from '../../../../helpers/control-plane.ts';
import { eventually } from '../../../../helpers/eventually.ts';
import { temporaryFolder } from '../../../../helpers/temporary-folder.ts';

export interface AuditedCluster extends AsyncDisposable {
  /** As the administrator. */
  readonly cluster: Cluster;
  readonly kubeconfigPath: string;
  /** What an account asked so far: `slipway-system:slipway-operator`. Accounts of slipway-system and team-a are listened to. */
  requestsOf(account: string): Promise<AuditedRequest[]>;
}

export interface AuditedRequest {
  readonly user: string;
  readonly verb: string;
  readonly group: string;
  /** With its subresource: `nodes/status`. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly code: number;
}

const policy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: Metadata
    userGroups: ["system:serviceaccounts:slipway-system", "system:serviceaccounts:team-a"]
  - level: None
`;

/** Also asks for the right to hold up deletions, as OpenShift does. */
const admission = '--enable-admission-plugins=OwnerReferencesPermissionEnforcement';

export async function openAuditedCluster(): Promise<AuditedCluster> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder());
  const [policyPath, logPath] = [join(folder.path, 'policy.yaml'), join(folder.path, 'audit.log')];
  await writeFile(policyPath, policy);
  const flags = `${admission} --audit-policy-file=${policyPath} --audit-log-path=${logPath}`;
  const { kubeconfigPath } = started.use(await startControlPlane(['-apiserver-args', flags]));
  started.use(startKwok(kubeconfigPath));
  const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
  await cluster.create(nodes, madeUpNode('mi300x-1'));
  const parts = started.move();
  return {
    cluster,
    kubeconfigPath,
    async requestsOf(account) {
      const lines = (await readFile(logPath, 'utf8')).split('\n').filter(Boolean);
      return lines.map(requestOf).filter(({ user }) => user === `system:serviceaccount:${account}`);
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** Its GPUs are for the operator to add. */
function madeUpNode(name: string): Node {
  const capacity = { cpu: '64', memory: '512Gi', 'ephemeral-storage': '2Ti', pods: '110' };
  const labels = {
    'kubernetes.io/hostname': name,
    'slipway.dev/simulated-gpu': 'MI300X',
    'slipway.dev/simulated-gpu-count': '8',
  };
  return { metadata: { name, labels, annotations: { 'kwok.x-k8s.io/node': 'fake' } }, status: { capacity, allocatable: capacity } };
}

interface AuditEvent {
  user: { username: string };
  verb: string;
  objectRef?: { apiGroup?: string; resource?: string; subresource?: string; namespace?: string };
  responseStatus?: { code?: number };
}

function requestOf(line: string): AuditedRequest {
  const { user, verb, objectRef = {}, responseStatus } = JSON.parse(line) as AuditEvent;
  const { apiGroup = '', resource = '', subresource, namespace } = objectRef;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  return { user: user.username, verb, group: apiGroup, resource: whole, namespace, code: responseStatus?.code ?? 0 };
}

/** As an installation does it: in order, definitions served before anything of their kind comes. */
export async function applyAll(cluster: Cluster, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) await cluster.apply(installationKindOf(object), object, { fieldManager: 'slipway', force: true });
  await eventually(async () => {
    const { items } = await cluster.list(customResourceDefinitions);
    return items.every(({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Established' && is === 'True'));
  });
}

/** Nothing leads to Services on a control plane alone, and the server would wait for an answer with every object. */
export async function neverCallWebhooks(cluster: Cluster): Promise<void> {
  for (const kind of [validatingWebhookConfigurations, mutatingWebhookConfigurations] as ResourceKind[]) {
    const body = [{ op: 'add' as const, path: '/webhooks/0/namespaceSelector', value: { matchLabels: { called: 'never' } } }];
    await cluster.patch(kind, { name: 'slipway-operator' }, { type: 'json', body });
  }
}
