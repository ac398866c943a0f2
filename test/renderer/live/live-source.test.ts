import { describe, expect, it } from 'vitest';
import { createLiveSource, type LiveObserver } from '../../../renderer/live/live-source.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

const lost = { code: 'cluster_unreachable', message: 'The cluster does not answer.', problems: [] } as const;

describe('a live source', () => {
  it('subscribes once for all its readers and ends a while after the last has left', async () => {
    const { clock, source, starts } = setup();
    const leaveFirst = source.subscribe(() => {});
    const leaveSecond = source.subscribe(() => {});
    expect(starts).toHaveLength(1);
    leaveFirst();
    leaveSecond();
    await clock.advance(9_000);
    expect(starts[0]?.stopped).toBe(false);
    await clock.advance(2_000);
    expect(starts[0]?.stopped).toBe(true);
    expect(source.get().data).toBeUndefined();
  });

  it('keeps its value for a reader that comes back soon', async () => {
    const { clock, source, starts } = setup();
    const leave = source.subscribe(() => {});
    starts[0]?.observer.next('a list');
    leave();
    await clock.advance(5_000);
    source.subscribe(() => {});
    await clock.advance(60_000);
    expect(source.get().data).toBe('a list');
    expect(starts).toHaveLength(1);
  });

  it('keeps what came last beside an error, and tries again by itself', async () => {
    const { clock, source, starts } = setup();
    source.subscribe(() => {});
    starts[0]?.observer.next('a list');
    starts[0]?.observer.error(lost);
    expect(source.get()).toEqual({ data: 'a list', error: lost });
    await clock.advance(5_000);
    expect(starts).toHaveLength(2);
    starts[1]?.observer.next('a newer list');
    expect(source.get()).toEqual({ data: 'a newer list', error: undefined });
  });

  it('tries again at once when asked', () => {
    const { source, starts } = setup();
    source.subscribe(() => {});
    starts[0]?.observer.error(lost);
    source.retry();
    expect(starts).toHaveLength(2);
  });
});

function setup() {
  const clock = new SimulatedClock();
  const starts: { observer: LiveObserver<string>; stopped: boolean }[] = [];
  const source = createLiveSource<string>((observer) => {
    const start = { observer, stopped: false };
    starts.push(start);
    return () => {
      start.stopped = true;
    };
  }, clock);
  return { clock, source, starts };
}
