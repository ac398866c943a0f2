import { describe, expect, it } from 'vitest';
import { SlipwayError } from '../../../../../engine/contract/errors.ts';
import { withinTime } from '../../../../../engine/operator/install/run/health/within-time.ts';
import { until } from '../../../../../engine/operator/install/run/until.ts';
import { SimulatedClock } from '../../../../helpers/simulated-clock.ts';

const late = () => new SlipwayError('timeout', 'It is still there.');

describe('waiting until something is so', () => {
  it('looks again until it is, and gives what was found', async () => {
    const clock = new SimulatedClock();
    let looks = 0;
    const found = until({ clock }, async () => (++looks === 3 ? 'found' : undefined), { timeoutMs: 1_000, intervalMs: 100, late });
    await clock.advance(200);
    expect(await found).toBe('found');
  });

  it('ends with the reason when the time is over', async () => {
    const clock = new SimulatedClock();
    const found = until({ clock }, async () => undefined, { timeoutMs: 1_000, intervalMs: 100, late });
    const failed = expect(found).rejects.toThrow('It is still there.');
    await clock.advance(1_100);
    await failed;
    expect(clock.waiting).toBe(0);
  });

  it('ends at once when it is called off', async () => {
    const clock = new SimulatedClock();
    const cancel = new AbortController();
    const found = until({ clock }, async () => undefined, { timeoutMs: 1_000, late, signal: cancel.signal });
    const failed = expect(found).rejects.toThrow('cancelled');
    cancel.abort(new Error('cancelled'));
    await failed;
  });
});

describe('a task within a time', () => {
  it('gives what it came to, and leaves no timer', async () => {
    const clock = new SimulatedClock();
    expect(await withinTime(clock, { milliseconds: 5_000 }, async () => 'answer')).toBe('answer');
    expect(clock.waiting).toBe(0);
  });

  it('that never answers is told to stop, and is no longer waited for', async () => {
    const clock = new SimulatedClock();
    let told: AbortSignal | undefined;
    const asked = withinTime(clock, { milliseconds: 5_000 }, (signal) => {
      told = signal;
      return new Promise(() => {});
    });
    const failed = expect(asked).rejects.toThrow('there was no answer within 5 s');
    await clock.advance(5_000);
    await failed;
    expect(told?.aborted).toBe(true);
  });
});
