/** What one gateway allows before it says no. Times are milliseconds. */
export interface Limits {
  /** The largest request body that is read. */
  bodyBytes: number;
  /** From opening a connection to a backend until it stands. */
  connectMs: number;
  /** From sending the request until the answer's first byte: a long prompt is read for minutes. */
  firstByteMs: number;
  /** Between two bytes of an answer, and for a client that has stopped reading. */
  idleMs: number;
  /** For how long a backend that refused a connection is tried only when there is no other. */
  avoidMs: number;
  /** Distinct (model, target) pairs in the metrics; further ones are counted as `other`. */
  labelSets: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 20 * 1024 * 1024,
  connectMs: 5_000,
  firstByteMs: 600_000,
  idleMs: 300_000,
  avoidMs: 1_000,
  labelSets: 1_000,
};
