import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { createInformers } from '../../../clusters/informer/informers.ts';
import { configMaps, customResourceDefinitions, namespaces, nodes, pods, secrets } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { eventually } from '../../helpers/eventually.ts';
import { noRealCluster, openRealCluster, type RealCluster } from '../../helpers/real-cluster.ts';
import { remoteWorld } from './helpers/remote-world.ts';
import { type Rule, restrictedAccount } from './helpers/restricted-account.ts';

const skipped = noRealCluster ? ` (skipped: ${noRealCluster})` : '';

const rules: Rule[] = [
  { apiGroups: [''], resources: ['configmaps', 'pods'], verbs: ['get', 'list', 'watch', 'create', 'delete'] },
  // A Role may say this, and grants nothing by it: nodes have no namespace.
  { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch'] },
];

describe.skipIf(noRealCluster)(`somebody with a Role in one namespace of a real cluster${skipped}`, () => {
  let real: RealCluster;
  let administrator: { cluster: Cluster; kubeconfigPath: string };
  beforeAll(async () => {
    real = await openRealCluster();
    const { kubeconfigPath } = real;
    administrator = { kubeconfigPath, cluster: createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog }) };
  });
  afterAll(() => real?.[Symbol.asyncDispose]());

  it('sees that namespace, and nothing else, without an error that is tried again and again', async () => {
    await using world = await remoteWorld();
    await using account = await restrictedAccount(administrator, rules, world.folder);
    const { namespace, kubeconfigPath } = account;
    await world.provider.attach('mine', { options: { kubeconfig: kubeconfigPath, namespace } });
    const start = performance.now();
    await using opened = await world.provider.open('mine');
    console.log(`opened for one namespace in ${Math.round(performance.now() - start)} ms`);
    const { cluster } = opened;
    await cluster.create(configMaps, { metadata: { namespace, name: 'a' } });

    const end = new AbortController();
    const informers = createInformers({ cluster, clock: systemClock, random: Math.random, log: silentLog, signal: end.signal });
    const seen = informers.for(configMaps);
    const hidden = [informers.for(nodes), informers.for(secrets), informers.for(namespaces), informers.for(customResourceDefinitions)];
    await informers.whenSynced();
    expect(new Set(seen.list().map(({ metadata }) => metadata.namespace))).toEqual(new Set([namespace]));
    expect(seen.get({ namespace, name: 'a' })).toBeDefined();
    await cluster.create(configMaps, { metadata: { namespace, name: 'b' } });
    await eventually(() => seen.get({ namespace, name: 'b' }));
    for (const informer of hidden) expect([informer.list(), informer.freshness.state]).toEqual([[], 'live']);
    end.abort();
  });

  it('is told what is missing, with the rule that would grant it', async () => {
    await using world = await remoteWorld();
    await using account = await restrictedAccount(administrator, rules, world.folder);
    const { namespace, kubeconfigPath } = account;
    await world.provider.attach('all', { options: { kubeconfig: kubeconfigPath } });
    await using opened = await world.provider.open('all');
    const { cluster } = opened;
    const user = `system:serviceaccount:${namespace}:somebody`;
    await expect(cluster.list(nodes)).rejects.toThrow(
      `nodes is forbidden: User "${user}" cannot list resource "nodes" in API group "" at the cluster scope. Use another context, or ask whoever runs the cluster for this permission: in a ClusterRole, {apiGroups: [""], resources: ["nodes"], verbs: ["list"]}.`,
    );
    await expect(cluster.get(secrets, { namespace, name: 'a' })).rejects.toThrow(
      `in a Role in the namespace "${namespace}", {apiGroups: [""], resources: ["secrets"], verbs: ["get"]}.`,
    );
    await administrator.cluster.create(pods, { metadata: { namespace, name: 'web' }, spec: { containers: [{ name: 'a', image: 'a' }] } });
    for (const deed of [
      () => cluster.exec({ namespace, name: 'web' }, { command: ['ls'] }),
      () => cluster.forward({ namespace, name: 'web' }, 80),
    ]) {
      await expect(deed()).rejects.toThrow(
        /ask whoever runs the cluster for this permission: in a Role .*resources: \["pods\/(exec|portforward)"\]/,
      );
    }
  });

  it('is refused where there is no such namespace, or nothing in it may be read', async () => {
    await using world = await remoteWorld();
    await using account = await restrictedAccount(administrator, rules, world.folder);
    const attach = (kubeconfig: string, namespace: string) => world.provider.attach('x', { options: { kubeconfig, namespace } });
    await expect(attach(real.kubeconfigPath, 'no-such-namespace')).rejects.toMatchObject({
      refusal: 'Unusable',
      message: 'There is no namespace "no-such-namespace" in the cluster "x".',
    });
    await expect(attach(account.kubeconfigPath, 'kube-system')).rejects.toMatchObject({
      refusal: 'Unusable',
      message: 'In the namespace "kube-system" of the cluster "x" you may read nothing.',
      fix: expect.stringContaining('bind a Role to you'),
    });
    expect(world.attachments.list()).toEqual([]);
  });

  it('reads everything where they are an administrator after all', async () => {
    await using world = await remoteWorld();
    await world.provider.attach('mine', { options: { kubeconfig: real.kubeconfigPath, namespace: 'kube-system' } });
    await using opened = await world.provider.open('mine');
    expect((await opened.cluster.list(nodes)).resourceVersion).not.toBe('1');
    const places = (await opened.cluster.list(configMaps)).items.map(({ metadata }) => metadata.namespace);
    expect(new Set(places)).toEqual(new Set(['kube-system']));
  });
});
