import { isReason } from '../../api-error.ts';
import type { Cluster } from '../../cluster.ts';
import { customResourceDefinitions } from '../../kinds.ts';
import { type Addon, type AddonDefinition, kindOf } from './addon.ts';

/** Objects that would go with their kinds. */
export class AddonInUse extends Error {
  override readonly name = 'AddonInUse';
  /** As `httproutes.gateway.networking.k8s.io: default/main, default/other`. */
  readonly uses: readonly string[];

  constructor(addon: string, uses: readonly string[]) {
    super(`Objects of ${addon} exist: ${uses.join('; ')}.`);
    this.uses = uses;
  }
}

/** Removes an add-on's kinds. Rejects with `AddonInUse` while objects of them exist, unless they are to go too. */
export async function disableAddon(cluster: Cluster, { name, definitions }: Addon, { force }: { force: boolean }): Promise<void> {
  const uses = force ? [] : (await Promise.all(definitions.map((definition) => useOf(cluster, definition)))).flat();
  if (uses.length > 0) throw new AddonInUse(name, uses);
  for (const { metadata } of definitions) {
    await ifThere(cluster.delete(customResourceDefinitions, { name: metadata.name }));
  }
}

const MOST_NAMED = 5;

async function useOf(cluster: Cluster, definition: AddonDefinition): Promise<string[]> {
  const list = await ifThere(cluster.list(kindOf(definition), { limit: MOST_NAMED + 1 }));
  const names = (list?.items ?? []).map(({ metadata }) => [metadata.namespace, metadata.name].filter(Boolean).join('/'));
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMED ? ', and more' : '';
  return [`${definition.metadata.name}: ${names.slice(0, MOST_NAMED).join(', ')}${more}`];
}

/** Undefined where there is no such thing. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}
