/** What an engine's arguments say of size and format, whichever engine's words they are. */
import type { Engine } from '../endpoint.ts';
import { hasFlag, readFlag } from './flags.ts';

/** Flag names by engine. */
export const flagNames = {
  vllm: {
    model: '--model',
    tensorParallel: '--tensor-parallel-size',
    pipelineParallel: '--pipeline-parallel-size',
    dataParallel: '--data-parallel-size',
    context: '--max-model-len',
    memoryShare: '--gpu-memory-utilization',
    sequences: '--max-num-seqs',
    batch: '--max-num-batched-tokens',
  },
  sglang: {
    model: '--model-path',
    tensorParallel: '--tp-size',
    pipelineParallel: '--pp-size',
    dataParallel: '--dp-size',
    context: '--context-length',
    memoryShare: '--mem-fraction-static',
    sequences: '--max-running-requests',
    batch: '--chunked-prefill-size',
  },
} as const satisfies Record<Engine, Record<string, string>>;

export interface EngineWords {
  /** The checkpoint that is loaded, where it is named. */
  readonly checkpoint: string | undefined;
  readonly tensorParallel: number | undefined;
  readonly pipelineParallel: number;
  /** Copies of the model that share the GPUs of one pod; SGLang's data-parallel attention makes none. */
  readonly dataParallel: number;
  readonly expertParallel: boolean;
  /** Tokens. */
  readonly context: number | undefined;
  readonly memoryShare: number | undefined;
  /** Tokens of one step. */
  readonly batch: number | undefined;
  /** Sequences of one step. */
  readonly sequences: number | undefined;
  readonly cacheInFp8: boolean;
}

/** Arguments are expected to be repaired. A number that is none reads as NaN, which sizing refuses in a sentence. */
export function engineWords(engine: Engine, words: readonly string[]): EngineWords {
  const names = flagNames[engine];
  const number = (name: string) => numberOf(readFlag(words, name));
  return {
    checkpoint: readFlag(words, names.model),
    tensorParallel: number(names.tensorParallel),
    pipelineParallel: number(names.pipelineParallel) ?? 1,
    dataParallel: hasFlag(words, '--enable-dp-attention') ? 1 : (number(names.dataParallel) ?? 1),
    expertParallel: engine === 'vllm' ? hasFlag(words, '--enable-expert-parallel') : (number('--ep-size') ?? 1) > 1,
    context: number(names.context),
    memoryShare: number(names.memoryShare),
    batch: number(names.batch),
    sequences: number(names.sequences),
    cacheInFp8: (readFlag(words, '--kv-cache-dtype') ?? '').startsWith('fp8'),
  };
}

/** `32768`, and vLLM's `32k` (thousands) and `32K` (1024s). */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text === 'auto') return undefined;
  const [, amount, unit = ''] = /^(-?\d+(?:\.\d+)?)([kKmM]?)$/.exec(text) ?? [];
  if (amount === undefined) return Number.NaN;
  return Number(amount) * ({ k: 1e3, K: 1024, m: 1e6, M: 1024 ** 2 }[unit] ?? 1);
}

/** GPUs of one tensor-parallel group, where the arguments do not say: what the other ways of dividing leave. */
export function groupSize({ tensorParallel, pipelineParallel, dataParallel }: EngineWords, gpuCount: number): number {
  return tensorParallel ?? gpuCount / (pipelineParallel * dataParallel);
}
