import { expect } from 'vitest';
import { pods, serviceAccounts } from '../../../../clusters/kinds.ts';
import { eventually } from '../../../helpers/eventually.ts';
import type { ContractContext } from '../../contract.ts';

export function declarePods(context: ContractContext): void {
  const { it, itOverHttp } = context;
  const podOf = (name: string, spec: object = {}) => ({
    metadata: { name, namespace: context.namespace },
    spec: { nodeSelector: { nowhere: 'true' }, containers: [{ name: 'main', image: 'example:1' }], ...spec },
  });

  it('gives a pod an account, the way to the API server, tolerations and a priority', async () => {
    await eventually(() => context.cluster.get(serviceAccounts, { namespace: context.namespace, name: 'default' }));
    const { spec } = await context.cluster.create(pods, podOf('plain'), { dryRun: true });
    expect(spec).toMatchObject({
      serviceAccountName: 'default',
      serviceAccount: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    });
    expect(spec?.tolerations).toEqual([
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    ]);
    const name = spec?.volumes?.[0]?.name;
    expect(name).toMatch(/^kube-api-access-/);
    expect(spec?.containers[0]?.volumeMounts).toEqual([
      { name, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true },
    ]);
    expect(spec?.volumes).toEqual([
      {
        name,
        projected: {
          defaultMode: 420,
          sources: [
            { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
            { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
            { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
          ],
        },
      },
    ]);
    const without = await context.cluster.create(pods, podOf('without', { automountServiceAccountToken: false }), { dryRun: true });
    expect(without.spec?.volumes).toBeUndefined();
  });

  it('leaves a pod alone that names another scheduler', async () => {
    const schedule = (name: string, schedulerName: string) =>
      context.cluster.create(pods, podOf(name, { nodeSelector: {}, schedulerName }));
    await schedule('others', 'another-scheduler');
    await schedule('ours', 'default-scheduler');
    const nodeOf = async (name: string) => (await context.cluster.get(pods, { namespace: context.namespace, name })).spec?.nodeName;
    await eventually(() => nodeOf('ours'));
    expect(await nodeOf('others')).toBeUndefined();
  });

  it('refuses a pod whose account or priority is not there', async () => {
    await expect(context.cluster.create(pods, podOf('stranger', { serviceAccountName: 'nobody' }))).rejects.toMatchObject({
      code: 403,
      message: `pods "stranger" is forbidden: error looking up service account ${context.namespace}/nobody: serviceaccount "nobody" not found`,
    });
    await expect(context.cluster.create(pods, podOf('important', { priorityClassName: 'of-all' }))).rejects.toMatchObject({
      code: 403,
      message: 'pods "important" is forbidden: no PriorityClass with name of-all was found',
    });
  });

  itOverHttp('evicts a pod', async () => {
    const path = `/api/v1/namespaces/${context.namespace}/pods/evicted/eviction`;
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'evicted', namespace: context.namespace } };
    const evict = async (body: object) => (await context.raw({ method: 'POST', path, body })).json();
    await context.cluster.create(pods, podOf('evicted'));
    expect(await evict({ ...eviction, deleteOptions: { dryRun: ['All'] } })).toMatchObject({ status: 'Success', code: 201 });
    expect(await evict({ ...eviction, metadata: { name: 'another' } })).toMatchObject({
      code: 400,
      message: 'name in URL does not match name in Eviction object',
    });
    expect(await evict({ ...eviction, deleteOptions: { preconditions: { uid: 'another' } } })).toMatchObject({
      code: 409,
      reason: 'Conflict',
    });
    expect(await evict(eviction)).toEqual({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
    expect(await evict(eviction)).toMatchObject({ code: 404, message: 'pods "evicted" not found' });
  });
}
