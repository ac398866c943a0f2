/**
 * A model server's engine as a model: continuous batching of sequences in steps, with a waiting queue and a KV cache in
 * blocks. Time and randomness are arguments; there is one timer, for the end of the running step.
 */
import type { Clock, Random } from '../../contract/clock.ts';
import { createKvCache } from './kv-cache.ts';
import type { Performance } from './performance.ts';
import { createScheduler } from './scheduler.ts';
import type { GenerationListener, GenerationRequest, Sequence } from './sequence.ts';

export interface EngineModelOptions {
  readonly performance: Performance;
  readonly clock: Clock;
  /** Jitter of step times. */
  readonly random: Random;
  /** Sequences in a batch at most. */
  readonly maxNumSeqs: number;
  /** Tokens computed in a step at most. */
  readonly maxNumBatchedTokens: number;
  readonly kvBlocks: number;
  /** Tokens in a KV block. */
  readonly blockSize: number;
  readonly prefixCaching: boolean;
}

export interface EngineModel {
  /** Queues a request. Throws a RangeError when it is longer than the whole KV cache. */
  submit(request: GenerationRequest, listener: GenerationListener): { cancel(): void };
  snapshot(): EngineSnapshot;
}

export interface EngineSnapshot {
  readonly running: number;
  readonly waiting: number;
  /** 0 to 1. */
  readonly kvUsage: number;
  /** Sequences put back to waiting because the KV cache was full, since the start. */
  readonly preemptions: number;
}

/** How far a step's time strays from the formula, either way. */
const jitter = 0.06;

export function createEngineModel(options: EngineModelOptions): EngineModel {
  const { performance, clock, random } = options;
  const cache = createKvCache({ blocks: options.kvBlocks, blockSize: options.blockSize, prefixCaching: options.prefixCaching });
  const scheduler = createScheduler({ cache, maxNumSeqs: options.maxNumSeqs, maxNumBatchedTokens: options.maxNumBatchedTokens });
  const capacity = options.kvBlocks * options.blockSize;
  let stepEndsAt: number | undefined;
  let timer: unknown;

  return {
    submit(request, listener) {
      const tokens = request.promptTokens + request.outputTokens;
      if (tokens > capacity) throw new RangeError(`A request of ${tokens} tokens cannot fit into a KV cache of ${capacity} tokens.`);
      const arrivedAt = clock.now();
      const sequence = newSequence(request, listener, { arrivedAt, readyAt: arrivedAt + performance.intakeSeconds * 1000 });
      scheduler.enqueue(sequence);
      if (stepEndsAt === undefined) arm();
      return { cancel: () => cancel(sequence) };
    },
    snapshot: () => ({ ...scheduler.counts(), kvUsage: cache.usage() }),
  };

  function cancel(sequence: Sequence): void {
    scheduler.drop(sequence);
    if (stepEndsAt === undefined) arm();
  }

  /** The timer may come late: every step that ended meanwhile is taken at its own time. */
  function wake(): void {
    const now = clock.now();
    for (let at = nextAt(); at !== undefined && at <= now; at = nextAt()) {
      if (stepEndsAt !== undefined) endStep(at);
      beginStep(at);
    }
    arm();
  }

  function nextAt(): number | undefined {
    return stepEndsAt ?? scheduler.nextReadyAt();
  }

  function arm(): void {
    clock.clearTimeout(timer);
    const at = nextAt();
    timer = at === undefined ? undefined : clock.setTimeout(wake, Math.max(0, at - clock.now()));
  }

  function beginStep(at: number): void {
    const work = scheduler.plan(at);
    if (work.sequences === 0) {
      stepEndsAt = undefined;
      return;
    }
    const strayed = 1 + jitter * (random() + random() - 1);
    stepEndsAt = at + performance.stepSeconds(work) * strayed * 1000;
  }

  function endStep(at: number): void {
    for (const sequence of scheduler.computed()) {
      // A listener may have cancelled another one's request meanwhile.
      if (sequence.state === 'running') emit(sequence, at);
    }
  }

  function emit(sequence: Sequence, at: number): void {
    const index = sequence.generated++;
    if (index === 0) {
      sequence.firstTokenAt = at;
      cache.remember(sequence.request.prefix);
    }
    const last = sequence.generated === sequence.request.outputTokens;
    if (last) scheduler.drop(sequence);
    sequence.listener.onToken(index, at);
    if (!last) return;
    const { arrivedAt, scheduledAt, firstTokenAt, cachedTokens, listener } = sequence;
    listener.onFinish({ arrivedAt, scheduledAt, firstTokenAt, finishedAt: at, cachedTokens });
  }
}

function newSequence(
  request: GenerationRequest,
  listener: GenerationListener,
  { arrivedAt, readyAt }: { arrivedAt: number; readyAt: number },
): Sequence {
  const times = { arrivedAt, readyAt, scheduledAt: Number.NaN, firstTokenAt: Number.NaN };
  return { request, listener, ...times, state: 'waiting', computed: 0, cachedTokens: 0, generated: 0, chunk: 0, blocks: 0 };
}
