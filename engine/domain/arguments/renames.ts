/** What people write for one engine in another's words, and what newer engines no longer have. */
import type { Engine } from '../endpoint.ts';

/** Words of other engines and of guides, by the engine that is told them. */
export const renamed: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  vllm: {
    '--max-batch-size': '--max-num-seqs',
    '--max-context-len': '--max-model-len',
    '--model-path': '--model',
    '--tp-size': '--tensor-parallel-size',
    '--tp': '--tensor-parallel-size',
    '--mem-fraction-static': '--gpu-memory-utilization',
    '--context-length': '--max-model-len',
    '--max-running-requests': '--max-num-seqs',
    '--chunked-prefill-size': '--max-num-batched-tokens',
    '--random-seed': '--seed',
    '--disable-cuda-graph': '--enforce-eager',
    '--disable-radix-cache': '--no-enable-prefix-caching',
  },
  sglang: {
    '--model': '--model-path',
    '--tensor-parallel-size': '--tp-size',
    '-tp': '--tp-size',
    '--gpu-memory-utilization': '--mem-fraction-static',
    '--max-num-batched-tokens': '--chunked-prefill-size',
    '--max-model-len': '--context-length',
    '--max-context-len': '--context-length',
    '--max-num-seqs': '--max-running-requests',
    '--max-batch-size': '--max-running-requests',
    '--seed': '--random-seed',
    '--enforce-eager': '--disable-cuda-graph',
    '--no-enable-prefix-caching': '--disable-radix-cache',
    '--block-size': '--page-size',
  },
};

const withV1 = 'went with the first version of its scheduler';

/** Flags that are left out, and why: the engine does so anyway, or no longer has the choice. */
export const needless: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  vllm: {
    '--max-seq-len-to-capture': withV1,
    '--num-scheduler-steps': withV1,
    '--use-v2-block-manager': withV1,
    '--preemption-mode': withV1,
    '--num-lookahead-slots': withV1,
    '--worker-use-ray': 'is --distributed-executor-backend ray today',
    '--enable-reasoning': 'follows from --reasoning-parser today',
  },
  sglang: {
    '--enable-prefix-caching': 'is what SGLang does unless told otherwise',
    '--enable-chunked-prefill': 'is what SGLang does unless told otherwise',
    '--async-scheduling': 'is what SGLang does unless told otherwise',
    '--swap-space': 'has no counterpart in SGLang',
    '--distributed-executor-backend': 'has no counterpart in SGLang',
    '--disable-log-requests': 'is what SGLang does unless told otherwise',
    '--no-enable-log-requests': 'is what SGLang does unless told otherwise',
    '--enable-auto-tool-choice': 'follows from --tool-call-parser in SGLang',
  },
};
