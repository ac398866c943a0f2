import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../clusters/log.ts';
import type { FlowLogLine } from '../../../../engine/contract/views/flow.ts';
import { createJournal } from '../../../../engine/services/flows/journal.ts';
import type { FlowRecord, FlowStore } from '../../../../engine/store/flow-record.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';

const record: FlowRecord = {
  id: 'flow',
  kind: 'cluster.create',
  cluster: 'dev',
  state: 'running',
  owner: 'test',
  input: {},
  snapshot: null,
  progress: { title: 'Make dev', steps: [], fraction: null, message: null, error: null, startedAt: 0, endedAt: null },
};

interface Write {
  at: number;
  message: string | null;
  state: string;
  lines: string[];
}

/** A store that notes when it is written, and can be made to fail: a full disk cannot be had on demand. */
function notedStore(clock: SimulatedClock) {
  const writes: Write[] = [];
  const start = clock.now();
  let failures = 0;
  const save = (saved: FlowRecord, lines: readonly FlowLogLine[]): void => {
    if (failures-- > 0) throw new Error('disk full');
    writes.push({ at: clock.now() - start, message: saved.progress.message, state: saved.state, lines: lines.map(({ text }) => text) });
  };
  return { writes, store: { save } as unknown as FlowStore, failNext: (count: number) => (failures = count) };
}

describe('the journal of a flow', () => {
  it('writes progress at most every 100 ms, and always the last', async () => {
    const clock = new SimulatedClock();
    const { writes, store } = notedStore(clock);
    const journal = createJournal({ record, store, clock, log: silentLog, written: () => {} });
    for (let step = 1; step <= 25; step++) {
      journal.report({ message: `${step}` });
      journal.line(`line ${step}`);
      await clock.advance(10);
    }
    await clock.advance(1_000);
    expect(writes.map(({ at }) => at)).toEqual([0, 100, 200, 300]);
    expect(writes.at(-1)?.message).toBe('25');
    expect(writes.flatMap(({ lines }) => lines)).toEqual(Array.from({ length: 25 }, (_, index) => `line ${index + 1}`));
  });

  it('writes at once what the machine depends on, with what was said before', async () => {
    const clock = new SimulatedClock();
    const { writes, store } = notedStore(clock);
    const journal = createJournal({ record, store, clock, log: silentLog, written: () => {} });
    journal.keep({});
    journal.line('said');
    journal.keep({ state: 'done' }, { message: 'over' });
    expect(writes).toEqual([
      { at: 0, message: null, state: 'running', lines: [] },
      { at: 0, message: 'over', state: 'done', lines: ['said'] },
    ]);
    expect(clock.waiting).toBe(0);
  });

  it('tries again what could not be written, with nothing lost', async () => {
    const clock = new SimulatedClock();
    const { writes, store, failNext } = notedStore(clock);
    const journal = createJournal({ record, store, clock, log: silentLog, written: () => {} });
    failNext(2);
    journal.line('first');
    journal.keep({ state: 'done' });
    await clock.advance(1_000);
    journal.line('second');
    await clock.advance(5_000);
    expect(writes).toEqual([{ at: 2_000, message: null, state: 'done', lines: ['first', 'second'] }]);
  });
});
