import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { namespaces, services } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { noPods } from '../../../helpers/no-pods.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';

describe('node ports', () => {
  it.each([
    ['is taken', [30000], /spec\.ports\[0\]\.nodePort: Invalid value: 30000: provided port is already allocated/],
    ['is out of range', [20000], /Invalid value: 20000: provided port is not in the valid range\. The range of valid ports is 30000-32767/],
    ['is asked for twice', [30001, 30001], /spec\.ports\[1\]\.nodePort: Invalid value: 30001: provided port is already allocated/],
  ])('are refused where one %s', async (_, nodePorts, message) => {
    await using server = open();
    await create(server.cluster, 'first', { ports: [{ port: 80, nodePort: 30000 }] });
    const ports = nodePorts.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, nodePort }));
    const refused = create(server.cluster, 'second', { ports });
    await expect(refused).rejects.toMatchObject({ code: 422, message: expect.stringMatching(message) });
  });

  it('may have one number for two protocols of one service', async () => {
    await using server = open();
    const ports = ['TCP', 'UDP'].map((protocol) => ({ name: protocol.toLowerCase(), port: 80, nodePort: 30002, protocol }));
    expect((await create(server.cluster, 'both', { ports })).spec?.ports).toMatchObject([{ nodePort: 30002 }, { nodePort: 30002 }]);
  });

  it('come and go with the type of the service', async () => {
    await using server = open();
    const key = { namespace: 'default', name: 'changing' };
    await create(server.cluster, 'changing', { type: 'ClusterIP', ports: [{ port: 80 }] });
    const retyped = (type: string) => server.cluster.patch(services, key, { type: 'merge', body: { spec: { type } } });
    const opened = await retyped('NodePort');
    expect(opened.spec?.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30000);
    const closed = await retyped('ClusterIP');
    expect(closed.spec?.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80 }]);
    expect(closed.spec).not.toHaveProperty('externalTrafficPolicy');
  });

  it('are forbidden for a service inside the cluster', async () => {
    await using server = open();
    const refused = create(server.cluster, 'inside', { type: 'ClusterIP', ports: [{ port: 80, nodePort: 30007 }] });
    await expect(refused).rejects.toThrow("spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'");
  });

  it('run out with an answer', async () => {
    await using server = open();
    const ports = Array.from({ length: 2768 }, (_, index) => ({ name: `p${index}`, port: 1 + index }));
    const { spec } = await create(server.cluster, 'all', { ports });
    expect(new Set(spec?.ports?.map(({ nodePort }) => nodePort)).size).toBe(2768);
    await expect(create(server.cluster, 'one-more', { ports: [{ port: 80 }] })).rejects.toMatchObject({
      code: 500,
      reason: 'InternalError',
      message: 'Internal error occurred: failed to allocate a nodePort: range is full',
    });
  });
});

it.each(['default', 'kube-system', 'kube-public'])('keeps the namespace %s (403)', async (name) => {
  await using server = open();
  await expect(server.cluster.delete(namespaces, { name })).rejects.toMatchObject({
    code: 403,
    reason: 'Forbidden',
    message: `namespaces "${name}" is forbidden: this namespace may not be deleted`,
  });
  expect((await server.cluster.get(namespaces, { name })).status?.phase).toBe('Active');
});

function create(cluster: Cluster, name: string, spec: object) {
  return cluster.create(services, { metadata: { name, namespace: 'default' }, spec: { type: 'NodePort', ...spec } });
}

function open(): { cluster: Cluster } & AsyncDisposable {
  const server = createApiServer({ storage: ':memory:', clock: new SimulatedClock(), log: silentLog, podRuntime: noPods });
  return { cluster: server.cluster(), [Symbol.asyncDispose]: () => server.close() };
}
