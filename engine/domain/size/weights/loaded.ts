/** What an engine holds of a checkpoint: without what it skips, with what it pads and computes at start. */
import { bytesPerGiB } from '../../units.ts';
import type { ConfigFields } from '../config/fields.ts';
import { isObject } from '../config/objects.ts';
import type { Layout } from '../layout/layout.ts';
import type { HeldTensor } from './rank.ts';
import type { StoredTensor } from './stored.ts';

/** Measured with vLLM on an H100: 13.47 GiB of gpt-oss-20b's 12.82, 64.38 GiB of gpt-oss-120b's 60.77. https://github.com/llm-d-incubation/llm-d-planner (docs/empirical-vllm-memory-results.md) */
const paddingOfExperts = 17 / 16;
const paddingBeside = 0.045 * bytesPerGiB;

/** Beyond so many tokens a limit means that there is none. */
const longestTable = 2 ** 24;

/** Types whose positions are rotary also where config.json leaves the base out. https://github.com/huggingface/transformers (their configuration classes) */
const rotaryByDefault = /^(?:llama|mistral|mixtral|qwen|gemma|gpt_oss|deepseek|phi3|phi4|glm|cohere)/;

export interface Loaded {
  readonly tensors: readonly HeldTensor[];
  /** On every GPU, whatever the split. */
  readonly bytesOnEach: number;
}

interface Kept {
  readonly layout: Layout;
  readonly fields: ConfigFields;
  readonly keepsSingle?: boolean | undefined;
}

export function loadedTensors(stored: readonly StoredTensor[], { layout, fields, keepsSingle = false }: Kept): Loaded {
  const kept = stored.flatMap((each) => withoutPrediction(each, layout));
  const tensors = keepsSingle ? kept : kept.map(held);
  const padded = stored.some(isPadded) ? paddingBeside : 0;
  return { tensors, bytesOnEach: padded + rotaryBytes(fields, layout) };
}

/** Layers that predict further tokens (MTP) stand behind the others, or in a part of their own: they are loaded only for speculative decoding. */
function withoutPrediction(stored: StoredTensor, layout: Layout): StoredTensor[] {
  const { tensor, layers } = stored;
  if (tensor.role === 'vision' || !layers?.length) return [stored];
  if (/(?:^|\.)mtp(?:[._]|$)/.test(tensor.module)) return [];
  const kept = layers.filter((layer) => layer < layout.split.layers);
  const part = kept.length / layers.length;
  return kept.length === 0 ? [] : [{ ...stored, layers: kept, copies: stored.copies * part, bytes: stored.bytes * part }];
}

function held(stored: StoredTensor): HeldTensor {
  // Engines run single-precision checkpoints in 16 bits. https://docs.vllm.ai/en/latest/cli/serve/ (--dtype auto)
  if (stored.precision === 'fp32' && stored.tensor.fixedBytes === undefined) return { ...stored, bytes: stored.bytes / 2 };
  return isPadded(stored) ? { ...stored, bytes: stored.bytes * paddingOfExperts } : stored;
}

/** The kernels for MXFP4 experts want widths that are multiples of 256: gpt-oss has 2880. */
function isPadded({ tensor, precision }: StoredTensor): boolean {
  return precision === 'mxfp4' && tensor.role === 'expert' && (tensor.rows % 256 !== 0 || tensor.columns % 256 !== 0);
}

/** The table of sines and cosines for every position: 16 bits each. https://docs.vllm.ai/en/latest/api/vllm/model_executor/layers/rotary_embedding/ */
function rotaryBytes(fields: ConfigFields, layout: Layout): number {
  const said = ['rope_theta', 'rope_scaling', 'rope_parameters', 'rotary_pct'].some((field) => fields.has(field));
  if (!said && !rotaryByDefault.test(fields.modelType)) return 0;
  const positions = layout.contextLimit ?? 0;
  return positions > longestTable ? 0 : positions * rotaryWidth(fields, layout) * 2;
}

function rotaryWidth(fields: ConfigFields, layout: Layout): number {
  const latent = fields.raw('qk_rope_head_dim');
  if (typeof latent === 'number' && Number.isFinite(latent)) return latent;
  const group = layout.cache.find((each) => each.kind === 'full' || each.kind === 'sliding');
  return group ? Math.round(group.keyWidth * rotaryPart(fields)) : 0;
}

function rotaryPart(fields: ConfigFields): number {
  const parameters = fields.raw('rope_parameters');
  const part =
    fields.raw('partial_rotary_factor') ??
    fields.raw('rotary_pct') ??
    (isObject(parameters) ? parameters['partial_rotary_factor'] : undefined);
  return typeof part === 'number' && part > 0 && part <= 1 ? part : 1;
}
