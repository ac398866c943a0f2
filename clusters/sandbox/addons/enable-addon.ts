import type { Clock } from '../../clock.ts';
import { pause } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import { customResourceDefinitions } from '../../kinds.ts';
import type { Addon, AddonDefinition } from './addon.ts';
import { isServed } from './addon-states.ts';

const MANAGER = 'slipway';
const LABEL = 'app.kubernetes.io/managed-by';
const PATIENCE_MS = 30_000;

/** Installs an add-on's kinds. Resolves when objects of all of them can be written; doing it again changes nothing. */
export async function enableAddon(cluster: Cluster, { definitions }: Addon, clock: Clock): Promise<void> {
  // One after another: the largest are a megabyte.
  for (const definition of definitions)
    await cluster.apply(customResourceDefinitions, labelled(definition), { fieldManager: MANAGER, force: true });
  const deadline = clock.now() + PATIENCE_MS;
  for (const definition of definitions) await whenServed(cluster, definition, { clock, deadline });
}

function labelled(definition: AddonDefinition): AddonDefinition {
  const { metadata } = definition;
  return { ...definition, metadata: { ...metadata, labels: { ...metadata.labels, [LABEL]: MANAGER } } };
}

async function whenServed(
  cluster: Cluster,
  definition: AddonDefinition,
  { clock, deadline }: { clock: Clock; deadline: number },
): Promise<void> {
  while (!(await isServed(cluster, definition))) {
    if (clock.now() > deadline)
      throw new Error(
        `The kind ${definition.metadata.name} is not served after ${PATIENCE_MS / 1000} s; another definition may have its names.`,
      );
    await pause(clock, 100);
  }
}
