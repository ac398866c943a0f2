/** Which sequences a step computes, and how many tokens of each: running ones first, then those that wait, in order. */
import type { KvCache } from './kv-cache.ts';
import type { StepWork } from './performance.ts';
import type { Sequence } from './sequence.ts';

export interface Scheduler {
  enqueue(sequence: Sequence): void;
  /** Takes it out, wherever it is, and frees its blocks. */
  drop(sequence: Sequence): void;
  /** When the first in the queue may be taken. */
  nextReadyAt(): number | undefined;
  /** Decides the step that begins at `at`. */
  plan(at: number): StepWork;
  /** Books the step's tokens; gives the sequences that got as far as their next token. */
  computed(): Sequence[];
  counts(): { running: number; waiting: number; preemptions: number };
}

export interface SchedulerOptions {
  readonly cache: KvCache;
  readonly maxNumSeqs: number;
  readonly maxNumBatchedTokens: number;
}

export function createScheduler({ cache, maxNumSeqs, maxNumBatchedTokens }: SchedulerOptions): Scheduler {
  let waiting: Sequence[] = [];
  let running: Sequence[] = [];
  let preemptions = 0;

  return {
    enqueue: (sequence) => waiting.push(sequence),
    drop(sequence) {
      if (sequence.state === 'running') running = running.filter((other) => other !== sequence);
      else waiting = waiting.filter((other) => other !== sequence);
      sequence.state = 'done';
      cache.release(sequence);
    },
    nextReadyAt: () => waiting[0]?.readyAt,
    plan(at) {
      const left = continueRunning(maxNumBatchedTokens);
      admitWaiting(left, at);
      return workOf(running);
    },
    computed() {
      for (const sequence of running) sequence.computed += sequence.chunk;
      return running.filter((sequence) => sequence.chunk > 0 && missingTokens(sequence) === 0);
    },
    counts: () => ({ running: running.length, waiting: waiting.length, preemptions }),
  };

  /** Gives each running sequence its chunk; returns how many tokens of the step are left. */
  function continueRunning(budget: number): number {
    let left = budget;
    for (let index = 0; index < running.length; index++) {
      const sequence = running[index];
      if (!sequence) break;
      sequence.chunk = Math.min(missingTokens(sequence), left);
      while (sequence.state === 'running' && !cache.hold(sequence, sequence.computed + sequence.chunk)) preemptLast();
      if (sequence.state === 'running') left -= sequence.chunk;
    }
    return left;
  }

  /** Frees the blocks of the one that came last: it waits at the head of the queue, and is computed again. */
  function preemptLast(): void {
    const last = running.pop();
    if (!last) return;
    cache.release(last);
    last.state = 'waiting';
    last.computed = 0;
    last.chunk = 0;
    waiting.unshift(last);
    preemptions++;
  }

  function admitWaiting(budget: number, at: number): void {
    let left = budget;
    for (let first = waiting[0]; first && first.readyAt <= at && running.length < maxNumSeqs && left > 0; first = waiting[0]) {
      // The last token of a prompt is always computed: its result is what the answer starts from.
      const cached = Math.min(cache.cachedTokens(first.request.prefix), first.request.promptTokens - 1);
      const chunk = Math.min(missingTokens(first) - cached, left);
      if (!cache.hold(first, cached + chunk)) return;
      waiting.shift();
      running.push(first);
      first.state = 'running';
      first.computed = cached;
      first.chunk = chunk;
      left -= chunk;
      if (Number.isNaN(first.scheduledAt)) {
        first.scheduledAt = at;
        first.cachedTokens = cached;
      }
    }
  }
}

/** Tokens to compute before the next one can be told. */
function missingTokens({ request, generated, computed }: Sequence): number {
  return request.promptTokens + generated - computed;
}

function workOf(running: readonly Sequence[]): StepWork {
  let cachedTokens = 0;
  let computedTokens = 0;
  for (const sequence of running) {
    cachedTokens += sequence.computed;
    computedTokens += sequence.chunk;
  }
  return { sequences: running.length, cachedTokens, computedTokens };
}
