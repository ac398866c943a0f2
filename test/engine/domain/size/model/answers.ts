/** What a model's files make of its weights, for tests that expect an answer or none. */

import type { Precision } from '../../../../../engine/domain/precision.ts';
import { type ModelFiles, readModel } from '../../../../../engine/domain/size/model.ts';
import type { Weights } from '../../../../../engine/domain/size/weights/weights.ts';

/** A small dense model that lacks nothing. */
export const llama = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  num_hidden_layers: 4,
  hidden_size: 512,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  intermediate_size: 1024,
  vocab_size: 32_000,
  max_position_embeddings: 4096,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};

export function weightsOf(files: ModelFiles, wanted?: Precision): Weights {
  const answer = readModel(files).weights(wanted);
  if (!answer.ok) throw new Error(answer.missing.join(' '));
  return answer.weights;
}

/** The sentences that say why there is no answer; none where there is one. */
export function missingIn(files: ModelFiles, wanted?: Precision): readonly string[] {
  const answer = readModel(files).weights(wanted);
  return answer.ok ? [] : answer.missing;
}

/** `metadata.total_size` alone, as model.safetensors.index.json has it. */
export function indexOf(total: unknown): unknown {
  return { metadata: { total_size: total }, weight_map: {} };
}
