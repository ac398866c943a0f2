/** An engine's arguments with its defaults filled in, in vLLM's words. */

import type { Engine } from '../../domain/endpoint.ts';

export interface Settings {
  readonly engine: Engine;
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
