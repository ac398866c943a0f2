/** `low` is for what a first list brings: a change that just happened goes before it. */
export type Priority = 'normal' | 'low';

/** Keys in the order of their coming, the normal ones before the low ones; each at most once. */
export interface WaitingLine {
  readonly length: number;
  /** A key that waits already keeps its place, or moves up from `low` to `normal`. */
  add(key: string, priority: Priority, now: number): void;
  /** The first, with the time at which it was added. */
  take(): { key: string; since: number } | undefined;
  clear(): void;
}

/** An empty line. */
export function createWaitingLine(): WaitingLine {
  const normal = new Map<string, number>();
  const low = new Map<string, number>();
  return {
    get length() {
      return normal.size + low.size;
    },
    add(key, priority, now) {
      if (normal.has(key)) return;
      const since = low.get(key) ?? now;
      if (priority === 'normal') {
        low.delete(key);
        normal.set(key, since);
      } else low.set(key, since);
    },
    take() {
      const line = normal.size > 0 ? normal : low;
      for (const [key, since] of line) {
        line.delete(key);
        return { key, since };
      }
      return undefined;
    },
    clear() {
      normal.clear();
      low.clear();
    },
  };
}
