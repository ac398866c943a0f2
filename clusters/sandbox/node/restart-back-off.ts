/** How long a container that ended waits before it is started again: kubelet's crash loop back-off. */
export interface RestartBackOff {
  delayMilliseconds: number;
  /** When it was last lengthened. */
  at: number;
}

const first = 10_000;
const longest = 300_000;
/** A container that went so long without a restart begins anew. */
const forgiveAfter = 2 * longest;

/** The back-off after another end at `now`: none the first time, then 10 s doubling to 5 min. */
export function nextBackOff(before: RestartBackOff | undefined, now: number): RestartBackOff {
  if (!before || now - before.at > forgiveAfter) return { delayMilliseconds: 0, at: now };
  return { delayMilliseconds: before.delayMilliseconds === 0 ? first : Math.min(longest, before.delayMilliseconds * 2), at: now };
}
