import { rm } from 'node:fs/promises';
import { pause } from '../../clock.ts';
import type { ContainerEngine } from '../../containers/engine.ts';
import { ProviderError } from '../../provider.ts';
import type { KindContext } from './context.ts';
import { findContainers, removeContainer } from './node-containers.ts';
import { endGroup, isRunning } from './processes.ts';
import type { KindRecord } from './record.ts';
import { runKind } from './run-kind.ts';

/** How often it is looked for containers that appear late, and how long between two looks. */
const looks = 20;
const betweenLooksMs = 250;

/** Ends what still makes the cluster, and removes all of its containers with their volumes. kind's own network stays, as kind leaves it. */
export async function removeContainers(context: KindContext, engine: ContainerEngine, name: string, record?: KindRecord): Promise<void> {
  if (record?.kind && (await isRunning(record.kind))) await endGroup(record.kind, context.clock);
  await deleteWithKind(context, engine, name, record);
  await sweep(context, engine, name);
}

/** Removes all that is kept of it on this machine. */
export async function forget(context: KindContext, name: string): Promise<void> {
  await context.records.settled();
  await rm(context.placesOf(name).folder, { recursive: true, force: true, maxRetries: 5 });
}

/** What kind wrote into a kubeconfig goes too: into the person's own where they made the cluster themselves, and else into ours. */
async function deleteWithKind(context: KindContext, engine: ContainerEngine, name: string, record?: KindRecord): Promise<void> {
  try {
    const ours = record ? ['--kubeconfig', context.placesOf(name).kubeconfig] : [];
    const { succeeded, lines } = await runKind(await context.kind(engine), ['delete', 'cluster', '--name', name, ...ours]);
    if (!succeeded) context.log.warn({ cluster: name, lines }, 'kind could not delete a cluster');
  } catch (error) {
    // Without the kind program the engine alone can do it.
    if (!(error instanceof ProviderError)) throw error;
    context.log.warn({ cluster: name, error: error.message }, 'a cluster is deleted without kind');
  }
}

/** Until twice in a row nothing is there: a container that was being started while kind removed it is there again. */
async function sweep({ clock }: KindContext, engine: ContainerEngine, name: string): Promise<void> {
  let empty = 0;
  let left: string[] = [];
  for (let look = 0; look < looks; look++) {
    if (look > 0) await pause(clock, betweenLooksMs);
    const containers = await findContainers(engine, name);
    left = containers.map((container) => container.name);
    empty = left.length === 0 ? empty + 1 : 0;
    if (empty === 2) return;
    await Promise.all(containers.map((container) => removeContainer(engine, container)));
  }
  throw new ProviderError('Failed', `Containers of the kind cluster "${name}" cannot be removed: ${left.join(', ')}.`, {
    fix: `Remove them with the engine's own command (\`docker rm -f ${left.join(' ')}\`), then delete the cluster here again.`,
  });
}
