import { expect, test, vi } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { deployments, namespaces } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { KubernetesObject, ResourceKind } from '../../../clusters/objects.ts';
import { installCustomResources } from '../../../engine/operator/install-custom-resources.ts';
import { asUser } from '../../helpers/as-user.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';
import { installationWorld, installerOn, options } from './installation-world.ts';

// A dozen control planes and uninstalls on two cores.
vi.setConfig({ testTimeout: 180_000 });

const here = kubernetesForTests !== undefined;
const group = 'rbac.authorization.k8s.io';
const inTeam = options({ scope: { kind: 'namespace', namespace: 'team' } });

test.skipIf(!here)('who has one namespace alone installs into it, and removes it again, without touching anything else', async () => {
  await using world = await installationWorld();
  await installCustomResources({ cluster: world.cluster, clock: systemClock, log: silentLog });
  await world.cluster.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  await grantNamespace(world.cluster, 'somebody');
  await using kubeconfig = await asUser(world.kubeconfigPath, 'somebody');
  const cluster = createKubernetesCluster({ kubeconfigPath: kubeconfig.path, clock: systemClock, log: silentLog });
  const installer = installerOn(cluster);
  const plan = await eventually(async () => {
    const found = await installer.plan(inTeam);
    expect(found.problems).toEqual([]);
    return found;
  });
  expect(plan.items.every(({ ref }) => ref.namespace === 'team')).toBe(true);
  await installer.apply(plan, inTeam);
  expect(await cluster.get(deployments, { namespace: 'team', name: 'slipway-gateway' })).toMatchObject({ spec: { replicas: 2 } });
  expect((await installer.plan(inTeam)).items.filter(({ action }) => action !== 'keep')).toEqual([]);

  const choice = { deleteKinds: false, deleteModels: false, place: { namespace: 'team', namespaceOnly: true } };
  await installer.remove(choice);
  await installer.verifyRemoved(choice);
  const { items } = await cluster.list(deployments, { namespace: 'team' });
  expect(items).toEqual([]);
  expect(await world.cluster.get(namespaces, { name: 'team' })).toMatchObject({ status: { phase: 'Active' } });
});

/** What an administrator gives a team: Kubernetes' own role, and Slipway's kinds, which it does not know. */
async function grantNamespace(cluster: ReturnType<typeof createKubernetesCluster>, user: string): Promise<void> {
  const subjects = [{ kind: 'User', apiGroup: group, name: user }];
  const kinds = { apiGroups: ['slipway.dev', 'aim.engine.amd.com'], resources: ['*'], verbs: ['*'] };
  const common = { apiVersion: `${group}/v1`, metadata: { namespace: 'team', name: 'team-models' } };
  await cluster.create(roles, { ...common, kind: 'Role', rules: [kinds] });
  await cluster.create(bindings, {
    ...common,
    kind: 'RoleBinding',
    roleRef: { apiGroup: group, kind: 'Role', name: 'team-models' },
    subjects,
  });
  const admin = { ...common, metadata: { namespace: 'team', name: 'team-admin' } };
  await cluster.create(bindings, {
    ...admin,
    kind: 'RoleBinding',
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'admin' },
    subjects,
  });
}

function rbac<Fields extends object>(kind: string, plural: string): ResourceKind<KubernetesObject & Fields> {
  return { group, version: 'v1', kind, plural, namespaced: true };
}

const roles = rbac<{ rules: object[] }>('Role', 'roles');
const bindings = rbac<{ roleRef: object; subjects: object[] }>('RoleBinding', 'rolebindings');
