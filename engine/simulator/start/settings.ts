/** vLLM's arguments with its defaults filled in. */

import type { FlagValue } from '../command-line/parse.ts';
import type { EngineArguments } from '../command-line/read-command.ts';
import type { Environment } from './environment.ts';

export interface Settings {
  /** The model's Hub id or path. */
  readonly modelId: string;
  /** At least one. */
  readonly servedNames: readonly string[];
  readonly dtype: string;
  readonly quantization: string | undefined;
  readonly kvCacheDtype: string;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly dataParallel: number;
  /** Undefined: the model's own. -1: the longest that fits. */
  readonly wantedModelLen: number | undefined;
  readonly gpuMemoryUtilization: number;
  readonly maxNumSeqs: number;
  readonly maxNumBatchedTokens: number;
  readonly blockSize: number;
  readonly wantedBlocks: number | undefined;
  readonly prefixCaching: boolean;
  readonly engineSeed: number;
  readonly automaticToolsAsked: boolean;
  /** `--enable-auto-tool-choice` and `--tool-call-parser` are both set. */
  readonly automaticTools: boolean;
  readonly host: string | undefined;
  readonly port: number;
  readonly apiKeys: readonly string[];
}

/** Defaults of a server on a large GPU and on a small one: `EngineArgs._set_default_max_num_seqs_and_batched_tokens_args`. */
const largeMemoryMiB = 70 * 1024;
const defaults = { large: { seqs: 1024, tokens: 8192 }, small: { seqs: 256, tokens: 2048 } };

export function readSettings({ model, values }: EngineArguments, { profile, apiKey }: Environment): Settings {
  const read = reader(values);
  const byMemory = profile.memoryMiB >= largeMemoryMiB && !profile.key.startsWith('A100') ? defaults.large : defaults.small;
  const maxNumSeqs = read.number('max-num-seqs', byMemory.seqs);
  const automaticToolsAsked = read.on('enable-auto-tool-choice', false);
  return {
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

/** Values were checked against the flags' types when they were parsed. */
function reader(values: ReadonlyMap<string, FlagValue>) {
  return {
    text: <Otherwise>(name: string, otherwise: Otherwise) => (values.get(name) as string | undefined) ?? otherwise,
    number: <Otherwise>(name: string, otherwise: Otherwise) => (values.get(name) as number | undefined) ?? otherwise,
    list: (name: string, otherwise: readonly string[]) => (values.get(name) as readonly string[] | undefined) ?? otherwise,
    on: (name: string, otherwise: boolean) => (values.get(name) as boolean | undefined) ?? otherwise,
  };
}
