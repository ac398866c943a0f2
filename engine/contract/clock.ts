/** Time as an argument: whatever waits or measures takes one. `clusters/clock.ts` declares the same shape. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** Randomness as an argument: uniform in [0, 1). */
export type Random = () => number;
