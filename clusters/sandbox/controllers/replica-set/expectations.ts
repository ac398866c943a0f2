import type { Clock } from '../../../clock.ts';

/**
 * What a controller did that its cache may not show yet. Until it does, counting from the cache would make too many
 * pods or delete too many. Forgotten after five minutes, should an event have been missed.
 */
export interface Expectations {
  /** A write that the cache is to show: of this object, for this owner. */
  expect(owner: string, uid: string): void;
  /** The cache has shown it. */
  seen(owner: string, uid: string): void;
  /** True when the cache shows everything that was done for the owner. */
  satisfied(owner: string): boolean;
  forget(owner: string): void;
}

const patience = 5 * 60_000;

/** Expectations of one kind of write. */
export function createExpectations(clock: Clock): Expectations {
  const open = new Map<string, Map<string, number>>();
  return {
    expect(owner, uid) {
      const uids = open.get(owner) ?? new Map<string, number>();
      uids.set(uid, clock.now() + patience);
      open.set(owner, uids);
    },
    seen(owner, uid) {
      const uids = open.get(owner);
      uids?.delete(uid);
      if (uids?.size === 0) open.delete(owner);
    },
    satisfied(owner) {
      return ![...(open.get(owner)?.values() ?? [])].some((until) => until > clock.now());
    },
    forget(owner) {
      open.delete(owner);
    },
  };
}
