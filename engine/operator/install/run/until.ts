import { pause } from '../../../../clusters/clock.ts';
import type { SlipwayError } from '../../../contract/errors.ts';
import type { InstallerContext } from './installer-context.ts';

export interface UntilOptions {
  readonly timeoutMs: number;
  /** Between two looks. */
  readonly intervalMs?: number;
  /** Why it is not so yet, once the time is over. */
  readonly late: () => SlipwayError;
  readonly signal?: AbortSignal | undefined;
}

/** Looks again and again until `look` gives something. For short waits for what is no stream: a definition that is taken up, an object that goes. */
export async function until<Result>(
  { clock }: Pick<InstallerContext, 'clock'>,
  look: () => Promise<Result | undefined>,
  { timeoutMs, intervalMs = 100, late, signal }: UntilOptions,
): Promise<Result> {
  const deadline = clock.now() + timeoutMs;
  while (true) {
    signal?.throwIfAborted();
    const result = await look();
    if (result !== undefined) return result;
    if (clock.now() >= deadline) throw late();
    await pause(clock, intervalMs, signal);
  }
}
