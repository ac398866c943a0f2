import type { CallOptions } from '../../cluster.ts';
import { addressOrder, clusterState } from './cluster-state.ts';
import type { KindContext } from './context.ts';
import { halfMade, notThere } from './names.ts';
import { findContainers, stopContainer } from './node-containers.ts';

/** Stops the containers of a cluster's nodes. Their disks stay, and with them everything in the cluster. */
export async function stopCluster(context: KindContext, name: string, { signal }: CallOptions): Promise<void> {
  const engine = await context.engine();
  const record = await context.records.find(name);
  const containers = await findContainers(engine, name);
  if (containers.length === 0) throw notThere(name, record);
  if (clusterState(record, containers) === 'partial') throw halfMade(name);
  signal?.throwIfAborted();
  const running = containers.filter(({ state }) => state === 'running');
  if (record && running.length === containers.length) await context.records.write({ ...record, startOrder: addressOrder(containers) });
  await Promise.all(running.map((container) => stopContainer(engine, container)));
  signal?.throwIfAborted();
}
