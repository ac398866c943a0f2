import { describe, expect, it } from 'vitest';
import { endedWell } from '../../../cli/flows/flow-end.ts';
import { type FlowCalls, followFlow } from '../../../cli/flows/follow-flow.ts';
import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { someFlow } from '../some-flow.ts';

/** The engine's flows, of which a test says what they tell next: an engine ends when it has to, not when a test wants it. */
function flowsThatTell() {
  const asked: string[] = [];
  let listener: { onData(view: FlowView): void; onComplete(): void } | undefined;
  const calls = {
    flows: {
      watchOne: {
        subscribe(_input: unknown, options: NonNullable<typeof listener>) {
          listener = options;
          return { unsubscribe: () => {} };
        },
      },
      cancel: {
        async mutate({ id }: { id: string }) {
          asked.push(`cancel ${id}`);
        },
      },
    },
  };
  return {
    asked,
    calls: calls as unknown as FlowCalls,
    tell: (view: FlowView) => listener?.onData(view),
    end: () => listener?.onComplete(),
  };
}

describe('following a flow', () => {
  it('gives it as it was at its end', async () => {
    const world = flowsThatTell();
    const followed = followFlow(world.calls, '3f2a9c', { signal: new AbortController().signal });
    world.tell(someFlow());
    world.tell(someFlow({ state: 'done', endedAt: 2_000 }));
    world.end();
    expect(await followed).toMatchObject({ state: 'done', endedAt: 2_000 });
  });

  it('cancels it at Ctrl-C, once, and goes on following until what it made is removed', async () => {
    const world = flowsThatTell();
    const interrupt = new AbortController();
    const followed = followFlow(world.calls, '3f2a9c', { signal: interrupt.signal });
    world.tell(someFlow());
    interrupt.abort();
    world.tell(someFlow({ state: 'cancelling' }));
    expect(world.asked).toEqual(['cancel 3f2a9c']);
    world.tell(someFlow({ state: 'cancelled' }));
    world.end();
    await expect(followed).rejects.toMatchObject({
      code: 'cancelled',
      message: 'Install Slipway 0.1.0 in dev: cancelled. What it had made was removed.',
    });
  });

  it('that nobody knows any more is refused', async () => {
    const world = flowsThatTell();
    const followed = followFlow(world.calls, '3f2a9c', { signal: new AbortController().signal });
    world.end();
    await expect(followed).rejects.toMatchObject({ code: 'not_found', message: 'The task 3f2a9c is not known any more.' });
  });
});

describe('the end of a flow that failed', () => {
  const error = { code: 'not_ready', message: 'No container engine is on this machine.', fix: 'Install Docker.', problems: [] } as const;
  const failed = someFlow({ state: 'failed', error: { ...error, problems: [] } });

  it('is its own sentence and fix, and where to go on', () => {
    const can = { ...failed.can, resume: true };
    expect(() => endedWell({ ...failed, can })).toThrow(
      expect.objectContaining({
        code: 'not_ready',
        message: error.message,
        fix: 'Install Docker.\nGo on with "slipway tasks resume 3f2a9c"; its log: slipway tasks log 3f2a9c.',
      }),
    );
  });

  it('names the log alone where it cannot be resumed', () => {
    expect(() => endedWell(failed)).toThrow(expect.objectContaining({ fix: 'Install Docker.\nIts log: slipway tasks log 3f2a9c.' }));
  });

  it('without a reason of its own is told by what it was at', () => {
    const interrupted = someFlow({ state: 'interrupted', message: 'Slipway ended in the middle.' });
    expect(() => endedWell(interrupted)).toThrow('Slipway ended in the middle.');
  });
});
