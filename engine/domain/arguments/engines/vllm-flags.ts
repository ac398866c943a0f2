/** vLLM's flags. https://docs.vllm.ai/en/stable/configuration/engine_args.html */
import { count, engineFlags, type FlagType, integer, json, list, number, oneOf, readable, setting, text } from './flag-types.ts';
import { vllmServerFlags } from './vllm-server-flags.ts';

type FlagTable = Readonly<Record<string, FlagType>>;

const model: FlagTable = {
  model: text,
  'served-model-name': list,
  tokenizer: text,
  'tokenizer-mode': oneOf('auto', 'slow', 'mistral', 'custom'),
  'tokenizer-revision': text,
  revision: text,
  'code-revision': text,
  'config-format': oneOf('auto', 'hf', 'mistral'),
  'hf-config-path': text,
  'hf-overrides': json,
  'hf-token': text,
  'trust-remote-code': setting,
  dtype: oneOf('auto', 'bfloat16', 'float', 'float16', 'float32', 'half'),
  quantization: text,
  'max-model-len': readable,
  'max-logprobs': integer,
  seed: integer,
  'enforce-eager': setting,
  'skip-tokenizer-init': setting,
  'generation-config': text,
  'override-generation-config': json,
  runner: oneOf('auto', 'generate', 'pooling', 'draft'),
  task: text,
  'limit-mm-per-prompt': json,
  'mm-processor-kwargs': json,
};

const memory: FlagTable = {
  'gpu-memory-utilization': number,
  'kv-cache-memory-bytes': readable,
  'swap-space': number,
  'cpu-offload-gb': number,
  'block-size': { kind: 'integer', least: 1 },
  'kv-cache-dtype': oneOf('auto', 'bfloat16', 'fp8', 'fp8_e4m3', 'fp8_e5m2', 'fp8_inc'),
  'calculate-kv-scales': setting,
  'num-gpu-blocks-override': count,
  'enable-prefix-caching': setting,
  'prefix-caching-hash-algo': oneOf('builtin', 'sha256', 'sha256_cbor', 'xxhash', 'xxhash_cbor'),
  'load-format': text,
  'model-loader-extra-config': json,
  'download-dir': text,
};

const parallel: FlagTable = {
  'tensor-parallel-size': count,
  'pipeline-parallel-size': count,
  'data-parallel-size': count,
  'data-parallel-size-local': integer,
  'data-parallel-rank': integer,
  'data-parallel-address': text,
  'data-parallel-rpc-port': integer,
  'data-parallel-backend': oneOf('mp', 'ray'),
  'enable-expert-parallel': setting,
  'enable-eplb': setting,
  'distributed-executor-backend': oneOf('external_launcher', 'mp', 'ray', 'uni'),
  'disable-custom-all-reduce': setting,
  nnodes: count,
  'node-rank': integer,
  'master-addr': text,
  'master-port': integer,
};

const scheduling: FlagTable = {
  'max-num-seqs': count,
  'max-num-batched-tokens': readable,
  'max-num-partial-prefills': count,
  'long-prefill-token-threshold': integer,
  'enable-chunked-prefill': setting,
  'scheduling-policy': oneOf('fcfs', 'priority'),
  'async-scheduling': setting,
  'stream-interval': count,
  'cuda-graph-sizes': list,
  'compilation-config': json,
  'speculative-config': json,
  'kv-transfer-config': json,
  'kv-events-config': json,
  'additional-config': json,
  'attention-backend': text,
};

const adapters: FlagTable = {
  'enable-lora': setting,
  'lora-modules': list,
  'max-loras': count,
  'max-lora-rank': count,
  'max-cpu-loras': count,
};

const aliases = {
  'tensor-parallel-size': ['-tp'],
  'pipeline-parallel-size': ['-pp'],
  'data-parallel-size': ['-dp'],
  quantization: ['-q'],
  'compilation-config': ['-O'],
};

export const vllmFlags = engineFlags({ ...model, ...memory, ...parallel, ...scheduling, ...adapters, ...vllmServerFlags }, aliases);
