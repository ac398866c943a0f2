import { describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../../../clusters/sandbox/node/probe.ts';
import { createProbeJudge, probeLoop } from '../../../../clusters/sandbox/node/probe-loop.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';

describe('judging probes', () => {
  it.each([
    ['three failures in a row, by default', {}, '+---', [true, undefined, undefined, false]],
    ['a success between failures starts them anew', {}, '--+--', [undefined, undefined, true, undefined, undefined]],
    ['as many successes as asked', { successThreshold: 2 }, '+-++', [undefined, undefined, undefined, true]],
    ['a verdict once, not each time', { failureThreshold: 1 }, '--++', [false, undefined, true, undefined]],
  ])('takes %s', (_, probe, results, verdicts) => {
    const judge = createProbeJudge(probe);
    expect([...results].map((result) => judge(result === '+'))).toEqual(verdicts);
  });
});

describe('a probe', () => {
  it('begins after its delay and repeats with its period', async () => {
    const { clock, times, stop } = started({ initialDelaySeconds: 5, periodSeconds: 2 }, () => ({ healthy: true }));
    await clock.advance(9_500);
    stop();
    expect(times()).toEqual([5000, 7000, 9000]);
  });

  it('asks again soon while nothing listens yet, and does not count that as failing', async () => {
    let listening = false;
    const { clock, times, failures, stop } = started({ periodSeconds: 10 }, () =>
      listening ? { healthy: true } : { healthy: false, refused: true, message: 'refused' },
    );
    await clock.advance(250);
    listening = true;
    await clock.advance(100);
    stop();
    expect(times()).toEqual([0, 100, 200, 300]);
    expect(failures).toEqual([]);
  });
});

function started(probe: { initialDelaySeconds?: number; periodSeconds?: number }, answer: () => ProbeResult) {
  const clock = new SimulatedClock();
  const begin = clock.now();
  const asked: number[] = [];
  const failures: string[] = [];
  const end = new AbortController();
  void probeLoop({
    probe,
    clock,
    signal: end.signal,
    onVerdict: () => {},
    onFailure: (message) => failures.push(message),
    async run() {
      asked.push(clock.now() - begin);
      return answer();
    },
  });
  return { clock, failures, times: () => asked, stop: () => end.abort() };
}
