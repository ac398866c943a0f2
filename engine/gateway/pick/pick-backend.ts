/** What is known of a backend's load. */
export interface Loaded {
  readonly inFlight: number;
  /** Milliseconds of the clock: until then it is used only when there is no other. */
  readonly avoidUntil: number;
}

export interface Pool<T extends Loaded> {
  readonly backends: readonly T[];
  /** Where the next search begins, so that equals take turns. */
  turn: number;
}

/** The backend with the fewest requests in flight; ties take turns. `except` is not picked; undefined when no other is there. */
export function pickBackend<T extends Loaded>(pool: Pool<T>, now: number, except?: T): T | undefined {
  const { backends } = pool;
  const start = pool.turn++ % (backends.length || 1);
  let best: T | undefined;
  for (let step = 0; step < backends.length; step++) {
    const candidate = backends[(start + step) % backends.length];
    if (candidate === undefined || candidate === except) continue;
    if (!best || isBetter(candidate, best, now)) best = candidate;
  }
  return best;
}

function isBetter(candidate: Loaded, best: Loaded, now: number): boolean {
  const candidateAvoided = candidate.avoidUntil > now;
  const bestAvoided = best.avoidUntil > now;
  if (candidateAvoided !== bestAvoided) return bestAvoided;
  return candidate.inFlight < best.inFlight;
}
