/** What the engine refuses before it loads anything, in its words. */
import type { ModelFacts } from '../models.ts';
import type { Environment } from './environment.ts';
import type { Settings } from './settings.ts';
import { StartFailure } from './start-failure.ts';

export interface Configuration {
  readonly settings: Settings;
  readonly model: ModelFacts;
  readonly environment: Environment;
}

/** Throws a StartFailure for the first thing that is wrong. */
export function checkConfiguration(configuration: Configuration): void {
  const problem =
    tools(configuration) ??
    format(configuration) ??
    context(configuration) ??
    batch(configuration) ??
    split(configuration) ??
    world(configuration);
  if (problem !== undefined) throw new StartFailure(problem);
}

function tools({ settings }: Configuration): string | undefined {
  if (!settings.automaticToolsAsked || settings.automaticTools) return undefined;
  return 'TypeError: Error: --enable-auto-tool-choice requires --tool-call-parser';
}

function format({ settings, environment: { profile } }: Configuration): string | undefined {
  const capability = profile.computeCapability;
  if (settings.dtype !== 'bfloat16' || capability === undefined || capability >= 8) return undefined;
  return (
    `ValueError: Bfloat16 is only supported on GPUs with compute capability of at least 8.0. Your ${profile.key} GPU has compute capability ` +
    `${capability.toFixed(1)}. You can use float16 instead by explicitly setting the \`dtype\` flag in CLI, for example: --dtype=half.`
  );
}

/** A shape that is only guessed does not say how long the model's context is. */
function context({ settings: { engine, wantedModelLen: wanted }, model }: Configuration): string | undefined {
  if (wanted === undefined || wanted === -1) return undefined;
  if (wanted < 1) return `ValueError: max_model_len must be a positive integer, got ${wanted}.`;
  if (wanted <= model.maxPositions || model.basis !== 'known') return undefined;
  if (engine === 'sglang') return sglangContext(wanted, model.maxPositions);
  return (
    `ValueError: User-specified max_model_len (${wanted}) is greater than the derived max_model_len (max_position_embeddings=${model.maxPositions} ` +
    "or model_max_length=None in model's config.json). To allow overriding this maximum, set the env var VLLM_ALLOW_LONG_MAX_MODEL_LEN=1."
  );
}

function sglangContext(wanted: number, derived: number): string {
  return (
    `ValueError: User-specified context_length (${wanted}) is greater than the derived context_length (${derived}). This may lead to incorrect ` +
    'model outputs or CUDA errors. To allow overriding this maximum, set the env var SGLANG_ALLOW_OVERWRITE_LONGER_CONTEXT_LEN=1'
  );
}

function batch({ settings: { engine, maxNumSeqs, maxNumBatchedTokens, gpuMemoryUtilization } }: Configuration): string | undefined {
  if (engine === 'vllm' && maxNumBatchedTokens < maxNumSeqs) {
    return `ValueError: max_num_batched_tokens (${maxNumBatchedTokens}) must be greater than or equal to max_num_seqs (${maxNumSeqs}).`;
  }
  if (gpuMemoryUtilization > 0 && gpuMemoryUtilization <= 1) return undefined;
  return `ValueError: GPU memory utilization must be greater than 0 and at most 1.0. Got ${gpuMemoryUtilization}.`;
}

function split({ settings: { tensorParallel: size }, model: { heads, keyValueHeads, latent } }: Configuration): string | undefined {
  if (heads % size !== 0)
    return `ValueError: Total number of attention heads (${heads}) must be divisible by tensor parallel size (${size}).`;
  const even = keyValueHeads >= size ? keyValueHeads % size === 0 : size % keyValueHeads === 0;
  if (latent !== undefined || even) return undefined;
  return keyValueHeads >= size
    ? 'AssertionError: assert self.total_num_kv_heads % tp_size == 0'
    : 'AssertionError: assert tp_size % self.total_num_kv_heads == 0';
}

function world({ settings, environment: { gpuCount } }: Configuration): string | undefined {
  const size = settings.tensorParallel * settings.pipelineParallel * settings.dataParallel;
  if (size <= gpuCount) return undefined;
  return `ValueError: World size (${size}) is larger than the number of available GPUs (${gpuCount}) in this node.`;
}
