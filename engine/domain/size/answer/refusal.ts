/** Answers that need no arithmetic. */
import type { Sizing } from './sizing.ts';

export interface Refusal {
  readonly ok: false;
  readonly verdict: 'incompatible' | 'unknown';
  /** The first decides. */
  readonly reasons: readonly string[];
  /** What would help: a function, for most refusals are only counted. */
  readonly change?: (() => string | undefined) | undefined;
  /** True where it cannot be run whatever is said to the engine. */
  readonly impossible: boolean;
}

/** What is missing, each sentence by itself. */
export function unknown(...reasons: string[]): Refusal {
  return { ok: false, verdict: 'unknown', reasons, impossible: false };
}

export function impossible(reason: string, change?: () => string | undefined): Refusal {
  return { ok: false, verdict: 'incompatible', reasons: [reason], change, impossible: true };
}

export function refusedSizing({ verdict, reasons, change, impossible: never }: Refusal): Sizing {
  return { verdict, reason: reasons[0] ?? 'The size is not known.', reasons, change: change?.(), impossible: never };
}
