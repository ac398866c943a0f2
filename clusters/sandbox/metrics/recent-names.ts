import type { Clock } from '../../clock.ts';

/** The names of metrics that were seen lately. */
export interface RecentNames {
  add(names: Iterable<string>): void;
  /** In alphabetical order. */
  list(): string[];
}

/** As long as Prometheus adapters go on listing a metric that nobody has any more. */
const rememberedFor = 600_000;

export function createRecentNames(clock: Clock): RecentNames {
  const untils = new Map<string, number>();
  return {
    add(names) {
      for (const name of names) untils.set(name, clock.now() + rememberedFor);
    },
    list() {
      for (const [name, until] of untils) if (until <= clock.now()) untils.delete(name);
      return [...untils.keys()].sort();
    },
  };
}
