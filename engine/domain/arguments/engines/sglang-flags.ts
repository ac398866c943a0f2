/** SGLang's flags (v0.5). https://docs.sglang.ai/advanced_features/server_arguments.html */
import { count, engineFlags, type FlagType, integer, json, list, number, oneOf, switchOn, text } from './flag-types.ts';
import { sglangRuntimeFlags } from './sglang-runtime-flags.ts';

type FlagTable = Readonly<Record<string, FlagType>>;

const model: FlagTable = {
  'model-path': text,
  'tokenizer-path': text,
  'tokenizer-mode': oneOf('auto', 'slow'),
  'skip-tokenizer-init': switchOn,
  'load-format': text,
  'model-loader-extra-config': json,
  'trust-remote-code': switchOn,
  'context-length': integer,
  'is-embedding': switchOn,
  'enable-multimodal': switchOn,
  revision: text,
  'model-impl': text,
  dtype: oneOf('auto', 'half', 'float16', 'bfloat16', 'float', 'float32'),
  quantization: oneOf(
    ...['awq', 'fp8', 'gptq', 'marlin', 'gptq_marlin', 'awq_marlin', 'bitsandbytes', 'gguf', 'modelopt', 'modelopt_fp8', 'modelopt_fp4'],
    ...['petit_nvfp4', 'w8a8_int8', 'w8a8_fp8', 'moe_wna16', 'qoq', 'w4afp8', 'mxfp4', 'auto-round', 'compressed-tensors', 'quark'],
  ),
  'quantization-param-path': text,
  'kv-cache-dtype': oneOf('auto', 'fp8_e5m2', 'fp8_e4m3', 'bf16', 'bfloat16', 'fp4_e2m1'),
  'json-model-override-args': json,
  'download-dir': text,
};

const memory: FlagTable = {
  'mem-fraction-static': number,
  'max-running-requests': count,
  'max-queued-requests': count,
  'max-total-tokens': count,
  'chunked-prefill-size': integer,
  'max-prefill-tokens': count,
  'schedule-policy': oneOf('lpm', 'random', 'fcfs', 'dfs-weight', 'lof', 'priority'),
  'schedule-conservativeness': number,
  'page-size': count,
  'swa-full-tokens-ratio': number,
  'cpu-offload-gb': integer,
  'disable-radix-cache': switchOn,
  'enable-mixed-chunk': switchOn,
};

const parallel: FlagTable = {
  'tp-size': count,
  'pp-size': count,
  'dp-size': count,
  'ep-size': count,
  'load-balance-method': text,
  'dist-init-addr': text,
  nnodes: count,
  'node-rank': integer,
  'base-gpu-id': integer,
  'gpu-id-step': count,
  'nccl-port': integer,
  'dist-timeout': integer,
  'enable-dp-attention': switchOn,
  'enable-dp-lm-head': switchOn,
  'enable-eplb': switchOn,
  'ep-num-redundant-experts': integer,
  'moe-a2a-backend': text,
  'moe-runner-backend': text,
  'deepep-mode': oneOf('normal', 'low_latency', 'auto'),
  'disable-custom-all-reduce': switchOn,
  'enable-p2p-check': switchOn,
};

const adapters: FlagTable = {
  'enable-lora': switchOn,
  'lora-paths': list,
  'max-lora-rank': count,
  'lora-target-modules': list,
  'max-loras-per-batch': count,
  'max-loaded-loras': count,
};

const aliases = {
  'model-path': ['--model'],
  'tp-size': ['--tensor-parallel-size', '--tp'],
  'pp-size': ['--pipeline-parallel-size', '--pp'],
  'dp-size': ['--data-parallel-size', '--dp'],
  'ep-size': ['--expert-parallel-size', '--ep'],
  'dist-init-addr': ['--nccl-init-addr'],
};

export const sglangFlags = engineFlags({ ...model, ...memory, ...parallel, ...adapters, ...sglangRuntimeFlags }, aliases);
