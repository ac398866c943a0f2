import type { Informer } from '../../../clusters/informer/informer.ts';

export interface ChangeHub {
  /** Called after each change of what any of the informers holds, and of how fresh it is. Returns the way out. */
  subscribe(changed: () => void): () => void;
  /** Ends all subscriptions. */
  close(): void;
}

/** One subscription to several informers for any number of readers: a new reader is not told of every object that is there. */
export function createChangeHub(informers: readonly Pick<Informer, 'onChange' | 'onFreshness'>[]): ChangeHub {
  const readers = new Set<() => void>();
  const tell = (): void => {
    for (const reader of readers) reader();
  };
  const exits = informers.flatMap((informer) => [informer.onChange(tell), informer.onFreshness(tell)]);
  return {
    subscribe(changed) {
      readers.add(changed);
      return () => void readers.delete(changed);
    },
    close() {
      for (const exit of exits) exit();
      readers.clear();
    },
  };
}
