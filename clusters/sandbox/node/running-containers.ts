import type { ContainerStart } from '../images.ts';

/** A container at present, as what joins it needs it. */
export interface PresentContainer {
  start: Omit<ContainerStart, 'writeLine'>;
  /** Aborts when the container ends. */
  ended: AbortSignal;
}

/** Which containers run, so that commands can be run beside them. */
export interface RunningContainers {
  /** Notes one that was started, until `exited` settles. */
  add(podUid: string, start: Omit<ContainerStart, 'writeLine'>, exited: Promise<unknown>): void;
  find(podUid: string, container: string): PresentContainer | undefined;
}

/** None yet. */
export function createRunningContainers(): RunningContainers {
  const present = new Map<string, PresentContainer>();
  const keyOf = (podUid: string, container: string) => `${podUid}/${container}`;
  return {
    add(podUid, start, exited) {
      const key = keyOf(podUid, start.container);
      const ending = new AbortController();
      const entry = { start, ended: ending.signal };
      present.set(key, entry);
      void exited.then(() => {
        // It may have been started again meanwhile.
        if (present.get(key) === entry) present.delete(key);
        ending.abort();
      });
    },
    find: (podUid, container) => present.get(keyOf(podUid, container)),
  };
}
