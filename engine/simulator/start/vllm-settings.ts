import type { EngineArguments } from '../command-line/read-command.ts';
import type { Environment } from './environment.ts';
import { readValues } from './read-values.ts';
import type { Settings } from './settings.ts';

/** Defaults of a server on a large GPU and on a small one: `EngineArgs._set_default_max_num_seqs_and_batched_tokens_args`. */
const largeMemoryMiB = 70 * 1024;
const defaults = { large: { seqs: 1024, tokens: 8192 }, small: { seqs: 256, tokens: 2048 } };

export function vllmSettings({ model, values }: EngineArguments, { profile, apiKey }: Environment): Settings {
  const read = readValues(values);
  const byMemory = profile.memoryMiB >= largeMemoryMiB && !profile.key.startsWith('A100') ? defaults.large : defaults.small;
  const maxNumSeqs = read.number('max-num-seqs', byMemory.seqs);
  const automaticToolsAsked = read.on('enable-auto-tool-choice', false);
  return {
    engine: 'vllm',
    modelId: model,
    servedNames: read.list('served-model-name', [model]),
    dtype: read.text('dtype', 'auto'),
    quantization: read.text('quantization', undefined),
    kvCacheDtype: read.text('kv-cache-dtype', 'auto'),
    tensorParallel: read.number('tensor-parallel-size', 1),
    pipelineParallel: read.number('pipeline-parallel-size', 1),
    dataParallel: read.number('data-parallel-size', 1),
    wantedModelLen: read.number('max-model-len', undefined),
    gpuMemoryUtilization: read.number('gpu-memory-utilization', 0.9),
    maxNumSeqs,
    maxNumBatchedTokens: read.number('max-num-batched-tokens', Math.max(byMemory.tokens, maxNumSeqs)),
    blockSize: read.number('block-size', 16),
    wantedBlocks: read.number('num-gpu-blocks-override', undefined),
    prefixCaching: read.on('enable-prefix-caching', true),
    engineSeed: read.number('seed', 0),
    automaticToolsAsked,
    automaticTools: automaticToolsAsked && values.has('tool-call-parser'),
    host: read.text('host', undefined),
    port: read.number('port', 8000),
    apiKeys: read.list('api-key', apiKey === undefined ? [] : [apiKey]),
  };
}
