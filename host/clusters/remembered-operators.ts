import type { Store } from '../../engine/store/store.ts';

/** Names of the clusters whose operator belongs to this machine: kept over restarts, so that the next `serve` runs them again. */
export interface RememberedOperators {
  list(): string[];
  add(cluster: string): void;
  remove(cluster: string): void;
}

const setting = 'operators.local';

export function rememberedOperators(store: Pick<Store, 'setting' | 'setSetting'>): RememberedOperators {
  const list = (): string[] => JSON.parse(store.setting(setting) ?? '[]') as string[];
  const write = (clusters: string[]): void => store.setSetting(setting, JSON.stringify(clusters));
  return {
    list,
    add(cluster) {
      if (!list().includes(cluster)) write([...list(), cluster].sort());
    },
    remove(cluster) {
      if (list().includes(cluster)) write(list().filter((each) => each !== cluster));
    },
  };
}
