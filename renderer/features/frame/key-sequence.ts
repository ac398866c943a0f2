/** What a key press means: keys alone (`?`), or two in a row (`g e`). */
export interface SequenceStep {
  /** The first key of a pair that was begun; null when none is. */
  pending: string | null;
  /** The sequence that is now complete. */
  complete: string | null;
}

/** One more key: completes a known sequence, begins one, or forgets what was begun. */
export function stepSequence(pending: string | null, key: string, known: readonly string[]): SequenceStep {
  const candidate = pending ? `${pending} ${key}` : key;
  if (known.includes(candidate)) return { pending: null, complete: candidate };
  const begins = known.some((sequence) => sequence.startsWith(`${key} `));
  return { pending: begins ? key : null, complete: null };
}
