/** A model server without its sockets: plans what a request gets, submits it to the engine, and counts. */
import type { Clock, Random } from '../contract/clock.ts';
import type { GenerationPlan, GenerationSettings } from './api/plan-generation.ts';
import { createEngineModel, type EngineModel } from './core/engine-model.ts';
import { createPerformance } from './core/performance.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { seededRandom } from './random.ts';
import type { ServerPlan } from './start/plan.ts';

export interface ModelServer {
  readonly plan: ServerPlan;
  readonly metrics: Metrics;
  /** For planning the next request. */
  settings(): GenerationSettings;
  generate(plan: GenerationPlan, reader: AnswerReader): Generation;
  /** Seconds since the epoch. */
  now(): number;
  newId(): string;
}

/** Called once for each token, the last time with `last`. */
export type AnswerReader = (text: string, last: boolean) => void;

export interface Generation {
  /** Frees the sequence at once; nothing more is read. */
  cancel(): void;
}

export interface ModelServerOptions {
  readonly plan: ServerPlan;
  readonly clock: Clock;
}

/** All randomness comes from the plan's seed: the same requests at the same times get the same answers at the same times. */
export function createModelServer({ plan, clock }: ModelServerOptions): ModelServer {
  const engine = engineOf(plan, clock);
  const metrics = createMetrics({
    modelName: plan.servedNames[0] ?? plan.modelId,
    cacheConfig: cacheConfigOf(plan),
    snapshot: engine.snapshot,
  });
  const drawing = seededRandom(plan.seed + 1);
  const bits = () => Math.floor(drawing() * 2 ** 32);
  return {
    plan,
    metrics,
    settings: () => ({ maxModelLen: plan.maxModelLen, blockSize: plan.blockSize, seed: plan.seed, draw: bits() }),
    generate: (generation, reader) => generate({ engine, metrics, clock }, generation, reader),
    now: () => Math.floor(clock.now() / 1000),
    newId: () => Array.from({ length: 4 }, () => bits().toString(16).padStart(8, '0')).join(''),
  };
}

function engineOf(plan: ServerPlan, clock: Clock): EngineModel {
  const random: Random = seededRandom(plan.seed);
  const { profile, model, tensorParallel, weightBytes, kvBytesPerToken, speed } = plan;
  return createEngineModel({
    performance: createPerformance({ profile, model, tensorParallel, weightBytes, kvBytesPerToken, speed }),
    clock,
    random,
    maxNumSeqs: plan.maxNumSeqs,
    maxNumBatchedTokens: plan.maxNumBatchedTokens,
    kvBlocks: plan.kvBlocks,
    blockSize: plan.blockSize,
    prefixCaching: plan.prefixCaching,
  });
}

function cacheConfigOf({ blockSize, kvBlocks, kvCacheDtype, gpuMemoryUtilization, prefixCaching }: ServerPlan): Record<string, string> {
  return {
    block_size: String(blockSize),
    cache_dtype: kvCacheDtype,
    enable_prefix_caching: prefixCaching ? 'True' : 'False',
    gpu_memory_utilization: String(gpuMemoryUtilization),
    num_gpu_blocks: String(kvBlocks),
  };
}

interface Parts {
  readonly engine: EngineModel;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

function generate(
  { engine, metrics, clock }: Parts,
  { promptTokens, prefix, answer, maxTokens }: GenerationPlan,
  reader: AnswerReader,
): Generation {
  const arrivedAt = clock.now();
  const generatedTokens = answer.tokens.length;
  let lastAt = arrivedAt;
  let open = true;
  const { cancel } = engine.submit(
    { promptTokens, prefix, outputTokens: generatedTokens },
    {
      onToken(index, at) {
        if (index === 0) metrics.recordFirstToken((at - arrivedAt) / 1000);
        else metrics.recordLaterToken((at - lastAt) / 1000);
        lastAt = at;
        if (index < generatedTokens - 1) reader(answer.tokens[index] ?? '', false);
      },
      onFinish(timing) {
        open = false;
        metrics.recordFinished({ timing, promptTokens, generatedTokens, maxTokens, finishReason: answer.finishReason });
        reader(answer.tokens.at(-1) ?? '', true);
      },
    },
  );
  return {
    cancel() {
      if (!open) return;
      open = false;
      cancel();
      metrics.recordAborted();
    },
  };
}
