import { homedir } from 'node:os';
import { systemClock } from '../../clusters/clock.ts';
import { type EngineSearch, findContainerEngine } from '../../clusters/containers/container-engine.ts';
import { createKindProvider, type KindProvider } from '../../clusters/kind/kind-provider.ts';
import { findTools } from '../../clusters/kind/tools/find-tools.ts';
import { silentLog } from '../../clusters/log.ts';
import type { OptionValues } from '../../clusters/provider-options.ts';

const place: EngineSearch = { environment: process.env, home: homedir(), platform: process.platform };

/** The kind provider of a folder, with the engine and the programs of this machine. */
export function kindProviderIn(folder: string): KindProvider {
  return createKindProvider({
    folder,
    engine: () => findContainerEngine(place),
    tools: () => findTools({ ...place, settings: {}, managedFolder: folder }),
    clock: systemClock,
    log: silentLog,
    environment: process.env,
  });
}

/** The image that nodes of tests run, where one is given. */
export const nodeImageOptions: OptionValues = process.env['SLIPWAY_KIND_NODE_IMAGE']
  ? { image: process.env['SLIPWAY_KIND_NODE_IMAGE'] }
  : {};

/** Names of all containers that are nodes of that kind cluster, in whatever state. */
export async function containersOf(name: string): Promise<string[]> {
  const { client } = await findContainerEngine(place);
  const found = await client.listContainers({ all: true, filters: { label: [`io.x-k8s.kind.cluster=${name}`] } });
  return found.flatMap(({ Names }) => Names);
}

/** As somebody does who does not tell Slipway. */
export async function removeContainersOf(name: string): Promise<void> {
  const { client } = await findContainerEngine(place);
  for (const container of await containersOf(name)) await client.getContainer(container.slice(1)).remove({ force: true, v: true });
}
