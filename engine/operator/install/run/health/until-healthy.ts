import { ClusterUnreachable } from '../../../../../clusters/api-error.ts';
import { pause } from '../../../../../clusters/clock.ts';
import { SlipwayError } from '../../../../contract/errors.ts';
import type { InstallOptions } from '../../options.ts';
import type { InstallerContext, StepOptions } from '../installer-context.ts';
import { gatherHealth } from './gather-health.ts';
import type { Health } from './health.ts';
import { judgeHealth } from './judge-health.ts';
import { type WatchedParts, watchParts } from './watch-parts.ts';

export interface HealthOptions extends StepOptions {
  /** Default five minutes: a node may have to pull the images. */
  readonly timeoutMs?: number | undefined;
}

const defaultTimeoutMs = 300_000;
/** Changes come in bursts: one look for each burst. */
const burstMs = 200;
/** What programs say of themselves is no stream. */
const lookMs = 2_000;

/**
 * Waits until everything that was installed works. Rejects with `not_ready` as soon as something is wrong that waiting does not
 * heal, and with `timeout` when it takes too long; both say what, why and what to do.
 */
export async function untilHealthy(context: InstallerContext, options: InstallOptions, how: HealthOptions = {}): Promise<Health> {
  const { timeoutMs = defaultTimeoutMs, signal, onProgress } = how;
  const watching = new AbortController();
  const parts = watchParts(context, options.namespace, signal ? AbortSignal.any([signal, watching.signal]) : watching.signal);
  const deadline = context.clock.now() + timeoutMs;
  const say = progressOf(onProgress);
  let health: Health | undefined;
  try {
    // Without a first list nothing would seem to be there.
    await Promise.race([parts.synced, pause(context.clock, Math.min(lookMs, timeoutMs), signal)]);
    while (true) {
      signal?.throwIfAborted();
      const changed = parts.changed();
      health = await look(context, options, parts, signal);
      if (health) say(health);
      if (health?.healthy) return health;
      if (health?.failures.length) throw failed(health);
      if (context.clock.now() >= deadline) throw late(health, parts, timeoutMs);
      await Promise.race([changed.then(() => pause(context.clock, burstMs, signal)), pause(context.clock, lookMs, signal)]);
    }
  } finally {
    watching.abort(new Error('the wait for health is over'));
  }
}

/** Undefined while the cluster does not answer: it may come back. */
async function look(context: InstallerContext, options: InstallOptions, parts: WatchedParts, signal: AbortSignal | undefined) {
  try {
    return judgeHealth(await gatherHealth(context, options, parts, signal));
  } catch (error) {
    if (error instanceof ClusterUnreachable) return undefined;
    throw error;
  }
}

/** Says what each part waits for, when that is new. */
function progressOf(onProgress: StepOptions['onProgress']): (health: Health) => void {
  const said = new Map<string, string>();
  return ({ checks }) => {
    const fraction = checks.filter(({ healthy }) => healthy).length / checks.length;
    for (const { part, message } of checks) {
      if (said.get(part) === message) continue;
      said.set(part, message);
      onProgress?.({ step: 'healthy', message, fraction });
    }
  };
}

function failed({ failures }: Health): SlipwayError {
  const [first] = failures;
  const problems = failures.map(({ message, fix }) => ({ field: '', message, fix }));
  return new SlipwayError('not_ready', `Slipway does not run: ${first?.message}`, { fix: first?.fix, problems });
}

function late(health: Health | undefined, parts: WatchedParts, timeoutMs: number): SlipwayError {
  const waiting = health?.checks.filter(({ healthy }) => !healthy).map(({ message }) => message) ?? [];
  const stale = parts.stale();
  const reasons = [...(waiting.length > 0 ? waiting : ['The cluster does not answer.']), ...(stale ? [stale] : [])];
  return new SlipwayError('timeout', `Slipway does not run after ${Math.round(timeoutMs / 1000)} s. ${reasons.join(' ')}`, {
    fix: 'What was applied stays, and may still come up: run the same again to go on waiting.',
    problems: reasons.map((message) => ({ field: '', message })),
  });
}
