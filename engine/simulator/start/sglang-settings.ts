import type { EngineArguments } from '../command-line/read-command.ts';
import type { Environment } from './environment.ts';
import { readValues } from './read-values.ts';
import type { Settings } from './settings.ts';

/** `ServerArgs` of SGLang: what it takes where nothing is said on a server GPU. Tokens are cached in pages of one. */
const defaults = { port: 30_000, memoryShare: 0.88, runningRequests: 2048, chunk: 8192, page: 1 };

export function sglangSettings({ model, values }: EngineArguments, { apiKey }: Environment): Settings {
  const read = readValues(values);
  const maxNumSeqs = read.number('max-running-requests', defaults.runningRequests);
  const chunk = read.number('chunked-prefill-size', defaults.chunk);
  const key = read.text('api-key', apiKey);
  return {
    engine: 'sglang',
    modelId: model,
    servedNames: [read.text('served-model-name', model)],
    dtype: read.text('dtype', 'auto'),
    quantization: read.text('quantization', undefined),
    kvCacheDtype: read.text('kv-cache-dtype', 'auto'),
    tensorParallel: read.number('tp-size', 1),
    pipelineParallel: read.number('pp-size', 1),
    dataParallel: read.on('enable-dp-attention', false) ? 1 : read.number('dp-size', 1),
    wantedModelLen: read.number('context-length', undefined),
    gpuMemoryUtilization: read.number('mem-fraction-static', defaults.memoryShare),
    maxNumSeqs,
    // -1 switches chunking off: then a step takes whole prompts.
    maxNumBatchedTokens: chunk < 1 ? read.number('max-prefill-tokens', 16_384) : chunk,
    blockSize: read.number('page-size', defaults.page),
    wantedBlocks: undefined,
    prefixCaching: !read.on('disable-radix-cache', false),
    engineSeed: read.number('random-seed', 0),
    automaticToolsAsked: values.has('tool-call-parser'),
    automaticTools: values.has('tool-call-parser'),
    host: read.text('host', undefined),
    port: read.number('port', defaults.port),
    apiKeys: key === undefined ? [] : [key],
  };
}
