import type { KvHolder } from './kv-cache.ts';

/** What is to be generated: how many tokens, not which. */
export interface GenerationRequest {
  readonly promptTokens: number;
  /** One hash for each whole block of the prompt, each over everything up to its end. */
  readonly prefix: readonly number[];
  /** At least 1. */
  readonly outputTokens: number;
}

/** Called in the step in which it happens; times are the clock's milliseconds. */
export interface GenerationListener {
  onToken(index: number, at: number): void;
  /** Not called for a request that was cancelled. */
  onFinish(timing: GenerationTiming): void;
}

export interface GenerationTiming {
  readonly arrivedAt: number;
  /** First taken into a batch. */
  readonly scheduledAt: number;
  readonly firstTokenAt: number;
  readonly finishedAt: number;
  /** Prompt tokens found in the prefix cache. */
  readonly cachedTokens: number;
}

/** A request on its way through the engine. */
export interface Sequence extends KvHolder {
  readonly request: GenerationRequest;
  readonly listener: GenerationListener;
  readonly arrivedAt: number;
  /** From when on the scheduler may take it. */
  readonly readyAt: number;
  scheduledAt: number;
  firstTokenAt: number;
  state: 'waiting' | 'running' | 'done';
  /** Tokens whose keys and values are in the cache. */
  computed: number;
  cachedTokens: number;
  generated: number;
  /** Tokens that the running step computes for it. */
  chunk: number;
}
