/** Where connections may lead. */
export interface ForwardTarget {
  pod: { namespace: string; name: string };
  /** Of the container. */
  port: number;
}

/** What is known now: where connections can go, or why nowhere. */
export type TargetView = { targets: readonly ForwardTarget[]; problem?: undefined } | { targets: readonly []; problem: TargetProblem };

export interface TargetProblem {
  phase: 'waiting' | 'failed';
  /** A sentence. */
  message: string;
}

/** Follows where connections may lead. */
export interface TargetSource {
  current(): TargetView;
  /** Whether what is known may be out of date, because the server did not answer the last time. */
  isStale(): boolean;
  /** Asks the server now, instead of waiting until it is asked again by itself. */
  look(signal: AbortSignal): Promise<TargetView>;
  /** Returns the way out. */
  onChange(listener: () => void): () => void;
  /** Resolves when something is known: targets, or why there are none. */
  known: Promise<void>;
}

export function problemView(phase: TargetProblem['phase'], message: string): TargetView {
  return { targets: [], problem: { phase, message } };
}
