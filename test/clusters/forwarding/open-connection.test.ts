import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../clusters/cluster.ts';
import { openConnection } from '../../../clusters/forwarding/open-connection.ts';
import { problemView, type TargetSource, type TargetView } from '../../../clusters/forwarding/targets.ts';
import { createTurns } from '../../../clusters/forwarding/turns.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

const view = (...names: string[]): TargetView => ({ targets: names.map((name) => ({ pod: { namespace: 'ai', name }, port: 80 })) });

/** Only pods with these names accept; opening takes no time. On a simulated clock: what is tested is when it is tried what. */
function world({ known, accepting, ...more }: { known: TargetView; accepting: string[] } & Partial<Omit<TargetSource, 'known'>>) {
  const clock = new SimulatedClock();
  const tried: string[] = [];
  const listeners = new Set<() => void>();
  const state = { known, accepting };
  const source: TargetSource = {
    current: () => state.known,
    isStale: () => false,
    look: () => Promise.reject(new Error('nobody was to ask')),
    known: Promise.resolve(),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ...more,
  };
  const forward = async ({ name }: { name: string }) => {
    tried.push(name);
    if (!state.accepting.includes(name)) throw new Error(`${name} refused`);
    return new Duplex();
  };
  const leave = new AbortController();
  const cluster = { forward } as unknown as Cluster;
  const opening = openConnection({ cluster, source, turns: createTurns(clock), clock, signal: leave.signal });
  opening.catch(() => {});
  return {
    clock,
    tried,
    leave,
    opening,
    become(next: TargetView) {
      state.known = next;
      for (const listener of listeners) listener();
    },
    accept: (name: string) => void state.accepting.push(name),
  };
}

describe('opening a connection', () => {
  it('goes to the next pod when one refuses', async () => {
    const { opening, tried } = world({ known: view('a', 'b', 'c'), accepting: ['c'] });
    expect((await opening).target.pod.name).toBe('c');
    expect(tried).toEqual(['a', 'b', 'c']);
  });

  it('waits for a pod, and goes on as soon as there is one', async () => {
    const { opening, clock, become } = world({ known: problemView('waiting', 'No pod yet.'), accepting: ['a'] });
    await clock.advance(100);
    become(view('a'));
    await clock.advance(0);
    expect((await opening).target.pod.name).toBe('a');
  });

  it('tries pods that refused again, twice a second, and gives up after five seconds with what the last one said', async () => {
    const { opening, clock, tried } = world({ known: view('a'), accepting: [] });
    await clock.advance(5_000);
    await expect(opening).rejects.toThrow('a refused');
    expect(tried).toHaveLength(11);
  });

  it('gives up with why there is no pod', async () => {
    const { opening, clock } = world({ known: problemView('waiting', 'No pod yet.'), accepting: [] });
    await clock.advance(5_000);
    await expect(opening).rejects.toThrow('No pod yet.');
  });

  it('asks the server itself when what is known may be out of date', async () => {
    const look = async () => view('new');
    const { opening, tried } = world({ known: view('old'), accepting: ['new'], isStale: () => true, look });
    expect((await opening).target.pod.name).toBe('new');
    expect(tried).toEqual(['old', 'new']);
  });

  it('does not wait for long for a server that says nothing', async () => {
    const look = (signal: AbortSignal) => new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const { opening, clock } = world({ known: view(), accepting: [], isStale: () => true, look });
    await clock.advance(10_000);
    await expect(opening).rejects.toThrow('The cluster did not say within 3 s which pods there are.');
    expect(clock.waiting).toBe(0);
  });

  it('ends at once when the client has left', async () => {
    const { opening, clock, leave } = world({ known: view('a'), accepting: [] });
    await clock.advance(100);
    leave.abort(new Error('left'));
    await expect(opening).rejects.toThrow('left');
    expect(clock.waiting).toBe(0);
  });
});
