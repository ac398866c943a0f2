import { expect, test, vi } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { namespaces } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { KubernetesObject, ResourceKind } from '../../../clusters/objects.ts';
import { asUser } from '../../helpers/as-user.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';
import { type InstallationWorld, installationWorld, installerOn, options } from './installation-world.ts';

// A dozen control planes and uninstalls on two cores.
vi.setConfig({ testTimeout: 180_000 });

const here = kubernetesForTests !== undefined;
const bindings: ResourceKind<KubernetesObject & { roleRef?: object; subjects?: object[] }> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  namespaced: false,
};

test.skipIf(!here).each([
  ['who may only look', letLook],
  ['who may do nothing', async () => {}],
] as const)('%s is told which right is missing, and nothing is created', async (_, prepare) => {
  await using world = await installationWorld();
  await using kubeconfig = await asUser(world.kubeconfigPath, 'somebody');
  await prepare(world, 'somebody');
  const installer = installerOn(createKubernetesCluster({ kubeconfigPath: kubeconfig.path, clock: systemClock, log: silentLog }));
  const plan = await installer.plan(options());
  expect(plan.problems).toContainEqual({
    field: 'CustomResourceDefinition aimendpoints.aim.engine.amd.com',
    message: 'You may not create customresourcedefinitions.',
    fix: expect.stringContaining('Ask an administrator for a ClusterRole with the rule apiGroups: ["apiextensions.k8s.io"]'),
  });
  await expect(installer.apply(plan, options())).rejects.toMatchObject({
    code: 'refused',
    fix: expect.stringContaining('Ask an administrator'),
  });
  const { items } = await world.cluster.list(namespaces);
  expect(items.map(({ metadata }) => metadata.name)).not.toContain('slipway-system');
  expect(await world.installer.installed()).toBeNull();
});

test.skipIf(!here).each([
  ['who may only look', letLook, 'delete'],
  ['who may do nothing', async () => {}, 'list'],
] as const)('%s cannot uninstall, and nothing is removed', async (_, prepare, verb) => {
  await using world = await installationWorld();
  await using kubeconfig = await asUser(world.kubeconfigPath, 'somebody');
  await world.installer.apply(await world.installer.plan(options()), options());
  await prepare(world, 'somebody');
  const installer = installerOn(createKubernetesCluster({ kubeconfigPath: kubeconfig.path, clock: systemClock, log: silentLog }));
  await eventually(async () => {
    // A right that was given a moment ago may not be known to the server yet.
    const refusal = await installer.remove({ deleteKinds: false, deleteModels: false }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(new RegExp(`^Slipway cannot be removed: You may not ${verb} `)),
    });
    return true;
  });
  const plan = await world.installer.plan(options());
  expect(plan.items.filter(({ action }) => action !== 'keep')).toEqual([]);
});

/** Kubernetes' own role for people who may read most of what is in namespaces. */
async function letLook({ cluster }: InstallationWorld, user: string): Promise<void> {
  const group = 'rbac.authorization.k8s.io';
  await cluster.create(bindings, {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: `${user}-looks` },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'User', apiGroup: group, name: user }],
  });
}
