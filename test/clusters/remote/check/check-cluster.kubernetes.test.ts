import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { customResourceDefinitions, deployments, namespaces, nodes } from '../../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { checkCluster } from '../../../../clusters/remote/check/check-cluster.ts';
import { readOnlyCluster } from '../../../../clusters/remote/read-only-cluster.ts';
import { defaultFleet, nodeFor } from '../../../../clusters/sandbox/fleet/node-for.ts';
import { type ControlPlane, kubernetesForTests, startControlPlane } from '../../../helpers/control-plane.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { restrictedAccount } from '../helpers/restricted-account.ts';

const skipped = kubernetesForTests ? '' : ' (skipped: SLIPWAY_TEST_KUBERNETES is not set)';

describe.skipIf(!kubernetesForTests)(`a check of a real API server${skipped}`, () => {
  let plane: ControlPlane;
  let cluster: Cluster;
  beforeAll(async () => {
    plane = await startControlPlane();
    cluster = clusterOf(plane.kubeconfigPath);
    for (const wanted of defaultFleet) await cluster.create(nodes, nodeFor(wanted));
    await cluster.create(namespaces, { metadata: { name: 'system' } });
    for (const each of definitions) await cluster.create(customResourceDefinitions, each);
    for (const each of controllers) await cluster.create(deployments, each);
    await eventually(async () => (await cluster.discover()).filter(({ plural }) => plural === 'kustomizations').length > 0);
  });
  afterAll(() => plane?.[Symbol.asyncDispose]());

  it('tells an administrator what is there, within three seconds, and changes nothing', async () => {
    const start = performance.now();
    const check = await checkCluster(readOnlyCluster(cluster), { clock: systemClock });
    const took = performance.now() - start;
    console.log(`checked in ${Math.round(took)} ms; reached in ${check.reach.latencyMs} ms`);
    for (const { verdict, message } of [check.reach, ...check.records]) console.log(`${verdict}: ${message}`);
    expect(took).toBeLessThan(3_000);
    expect(check.version).toMatch(/^v1\.\d+\.\d+/);
    expect(check.reach.verdict).toBe('pass');
    expect(check.rights.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(check.gpus).toEqual([
      { resourceName: 'amd.com/gpu', model: 'MI300X', nodes: 1, total: 8 },
      { resourceName: 'nvidia.com/gpu', model: 'H100', nodes: 1, total: 8 },
    ]);
    expect(check.installed.map(({ project, version }) => [project, version])).toEqual([
      ['KServe', 'v0.20.0'],
      ['Gateway API', 'v1.5.1'],
      ['Flux', 'v2.7.0'],
    ]);
    expect(check.records.map(({ verdict }) => verdict)).not.toContain('problem');
  });

  it('tells somebody with few rights what they may not do and what cannot be told, with the rules that would grant it', async () => {
    await using folder = await temporaryFolder();
    await using account = await restrictedAccount(
      { cluster, kubeconfigPath: plane.kubeconfigPath },
      [{ apiGroups: ['', 'apps'], resources: ['configmaps', 'services', 'deployments'], verbs: ['*'] }],
      folder.path,
    );
    const check = await checkCluster(clusterOf(account.kubeconfigPath), { namespace: account.namespace, clock: systemClock });
    const rights = Map.groupBy(check.rights, ({ allowed }) => allowed);
    expect(rights.get(true)?.map(({ what }) => what)).toEqual([
      'install config maps',
      'change config maps',
      'install services',
      'change services',
      'install deployments',
      'change deployments',
    ]);
    expect(rights.get(false)).toContainEqual({
      what: 'install custom resource definitions',
      verb: 'create',
      group: 'apiextensions.k8s.io',
      resource: 'customresourcedefinitions',
      allowed: false,
      rule: '{apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: ["create"]}',
    });
    expect(check.gpus).toEqual([]);
    // Kinds can be seen by everybody; versions, and whether kinds are our own, cannot.
    expect(check.installed.map(({ project, version }) => [project, version])).toEqual([
      ['KServe', null],
      ['Kthena', null],
      ['Gateway API', null],
      ['Flux', null],
    ]);
    const messages = check.records.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringMatching(/^You may not install Slipway here: you may not install namespaces, /));
    expect(messages).toContainEqual(expect.stringMatching(/^Which nodes and GPUs there are cannot be told: nodes is forbidden/));
    expect(messages).toContainEqual(expect.stringMatching(/^Some versions are not known: .* is forbidden/));
    expect(check.records.map(({ verdict }) => verdict)).not.toContain('problem');
  });

  it('ends at once when it is called off', async () => {
    const leave = new AbortController();
    const checking = checkCluster(cluster, { clock: systemClock, signal: leave.signal });
    leave.abort(new Error('enough'));
    await expect(checking).rejects.toThrow('enough');
  });
});

it('a check of a server that does not answer says why, and nothing else', async () => {
  const kubeconfig = JSON.stringify({
    'current-context': 'a',
    clusters: [{ name: 'a', cluster: { server: 'http://127.0.0.1:1' } }],
    contexts: [{ name: 'a', context: { cluster: 'a', user: '' } }],
  });
  const cluster = createKubernetesCluster({ kubeconfig, clock: systemClock, log: silentLog, environment: {} });
  const reach = {
    id: 'reach',
    subject: 'cluster',
    verdict: 'problem',
    latencyMs: null,
    message:
      'The API server at http://127.0.0.1:1 did not answer: nothing listens there. Start the cluster, or check the address in the kubeconfig.',
  };
  expect(await checkCluster(cluster, { clock: systemClock })).toEqual({
    reach,
    version: null,
    rights: [],
    gpus: [],
    installed: [],
    records: [],
  });
});

function clusterOf(kubeconfigPath: string): Cluster {
  return createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
}

function definition(kind: string, group: string, metadata: object = {}): CustomResourceDefinition {
  const plural = `${kind.toLowerCase()}s`;
  // Groups below k8s.io are refused without.
  const annotations = { 'api-approved.kubernetes.io': 'unapproved, for a test' };
  const given = metadata as { annotations?: object };
  return {
    metadata: { name: `${plural}.${group}`, ...metadata, annotations: { ...annotations, ...given.annotations } },
    spec: {
      group,
      names: { kind, plural },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  };
}

const definitions = [
  definition('InferenceService', 'serving.kserve.io'),
  definition('Gateway', 'gateway.networking.k8s.io', { annotations: { 'gateway.networking.k8s.io/bundle-version': 'v1.5.1' } }),
  // A foreign group of which only Slipway has brought a kind.
  definition('ModelServing', 'workload.serving.volcano.sh', { labels: { 'app.kubernetes.io/managed-by': 'slipway' } }),
  // Of Argo, but not Argo CD.
  definition('Rollout', 'argoproj.io'),
  definition('Kustomization', 'kustomize.toolkit.fluxcd.io', { labels: { 'app.kubernetes.io/version': 'v2.7.0' } }),
];

const controllers: Deployment[] = [
  {
    metadata: { namespace: 'system', name: 'kserve-controller-manager', labels: { 'control-plane': 'kserve-controller-manager' } },
    spec: {
      selector: { matchLabels: { app: 'kserve' } },
      template: {
        metadata: { labels: { app: 'kserve' } },
        spec: { containers: [{ name: 'manager', image: 'kserve/kserve-controller:v0.20.0' }] },
      },
    },
  },
];
