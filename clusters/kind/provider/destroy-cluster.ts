import type { CallOptions } from '../../cluster.ts';
import type { KindContext } from './context.ts';
import { beingMade } from './decide-creation.ts';
import { findContainers } from './node-containers.ts';
import { isRunning } from './processes.ts';
import { forget, removeContainers } from './remove-cluster.ts';

/** Removes the cluster, whole, half made or only remembered, with all that is kept of it. */
export async function destroyCluster(context: KindContext, name: string, { signal }: CallOptions): Promise<void> {
  const record = await context.records.find(name);
  if (record?.state === 'making' && record.maker && (await isRunning(record.maker))) throw beingMade(name, record);
  const engine = await context.engine();
  signal?.throwIfAborted();
  if (record || (await findContainers(engine, name)).length > 0) await removeContainers(context, engine, name, record);
  await forget(context, name);
}
