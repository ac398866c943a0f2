import type { ObjectKey } from '../../../../clusters/objects.ts';

/**
 * Brings the world to what the object named by `request` wants, from what is, not from what happened.
 * Throws: tried again after a back-off; `TerminalError`: not before something changes.
 * The signal aborts at the time limit and when the controller must stop at once.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a reconciler that has nothing to say returns nothing
export type Reconciler = (request: ObjectKey, signal: AbortSignal) => Promise<ReconcileResult | void>;

export interface ReconcileResult {
  /** Milliseconds until the object is looked at again though nothing changed. */
  requeueAfter?: number | undefined;
}

/** An error that trying again does not mend: a spec that cannot work. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
}
