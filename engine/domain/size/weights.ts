/** Exact weight bytes from tensor shapes; each formula reproduces the published `total_size` to the byte. */
import { bytesPerWeight, normalisePrecision, type Precision } from '../precision.ts';
import { expertCount, type Family, familyOf, headDimension, keyValueHeads, type ModelConfig } from './model-config.ts';

/** A group of equal tensors: `copies` of `rows` x `columns`. Storage says which number format a checkpoint gives it. */
interface Tensor {
  readonly rows: number;
  readonly columns: number;
  readonly copies: number;
  /** `linear` is what quantised checkpoints quantise, `expert` likewise inside experts; `plain` stays; `single` is fp32. */
  readonly storage: 'plain' | 'linear' | 'expert' | 'single';
}

export interface Weights {
  readonly bytes: number;
  readonly parameters: number;
  /** The format in which the linear layers are stored once loaded. */
  readonly precision: Precision;
}

/**
 * Bytes of the weights as the engine holds them. `wanted` other than the checkpoint's own format means that the engine
 * quantises on loading (fp8 only). Undefined where the layout of the model type is not known.
 */
export function weightsOf(config: ModelConfig, wanted?: Precision): Weights | undefined {
  const family = familyOf(config);
  const stored = checkpointPrecision(config);
  if (!family || !stored) return undefined;
  const tensors = tensorsOf(config, family);
  const onLoading = wanted === 'fp8' && !config.quantization_config ? 'fp8' : undefined;
  return {
    bytes: sum(tensors, (tensor) => tensorBytes(tensor, config, onLoading)),
    parameters: sum(tensors, (tensor) => tensor.rows * tensor.columns * tensor.copies),
    precision: onLoading ?? stored,
  };
}

/** The format of the published checkpoint's linear layers; undefined where the config does not say. */
export function checkpointPrecision(config: ModelConfig): Precision | undefined {
  const method = config.quantization_config?.quant_method;
  if (method) return normalisePrecision(method);
  return config.torch_dtype ? normalisePrecision(config.torch_dtype) : undefined;
}

function tensorsOf(config: ModelConfig, family: Family): Tensor[] {
  const { vocab_size: vocabulary, hidden_size: hidden, num_hidden_layers: layers } = config;
  return [
    tensor(vocabulary, hidden, config.tie_word_embeddings ? 1 : 2, 'plain'),
    tensor(1, hidden, 1 + 2 * layers, 'plain'),
    ...(family === 'mla' ? latentAttention(config) : groupedAttention(config, family)),
    ...feedForward(config, family),
  ];
}

function groupedAttention(config: ModelConfig, family: Family): Tensor[] {
  const { hidden_size: hidden, num_hidden_layers: layers, num_attention_heads: heads, model_type: type } = config;
  const dimension = headDimension(config);
  const queries = heads * dimension;
  const keys = keyValueHeads(config) * dimension;
  // gpt-oss leaves attention unquantised: quantization_config.modules_to_not_convert
  const storage = family === 'gpt-oss' ? 'plain' : 'linear';
  const tensors = [
    tensor(queries, hidden, layers, storage),
    tensor(keys, hidden, 2 * layers, storage),
    tensor(hidden, queries, layers, storage),
  ];
  if (type === 'qwen2' || type === 'gpt_oss') tensors.push(tensor(1, queries + 2 * keys, layers, 'plain'));
  if (type === 'gpt_oss') tensors.push(tensor(1, hidden + heads, layers, 'plain'));
  if (type === 'qwen3' || type === 'qwen3_moe') tensors.push(tensor(1, 2 * dimension, layers, 'plain'));
  return tensors;
}

/** Multi-head latent attention (DeepSeek): keys and values through one low-rank latent. */
function latentAttention(config: ModelConfig): Tensor[] {
  const { hidden_size: hidden, num_attention_heads: heads } = config;
  const layers = config.num_hidden_layers + (config.num_nextn_predict_layers ?? 0);
  const { kv_lora_rank: latent = 0, qk_rope_head_dim: rope = 0, qk_nope_head_dim: nope = 0, v_head_dim: value = 0 } = config;
  const rank = config.q_lora_rank;
  const query = rank
    ? [tensor(rank, hidden, layers, 'linear'), tensor(heads * (nope + rope), rank, layers, 'linear'), tensor(1, rank, layers, 'plain')]
    : [tensor(heads * (nope + rope), hidden, layers, 'linear')];
  return [
    ...query,
    tensor(latent + rope, hidden, layers, 'linear'),
    tensor(1, latent, layers, 'plain'),
    tensor(heads * (nope + value), latent, layers, 'linear'),
    tensor(hidden, heads * value, layers, 'linear'),
  ];
}

function feedForward(config: ModelConfig, family: Family): Tensor[] {
  const { hidden_size: hidden, intermediate_size: width, num_hidden_layers: layers } = config;
  switch (family) {
    case 'dense':
      return gated(hidden, width, layers, 'linear');
    case 'moe': {
      const experts = expertCount(config);
      return [
        ...gated(hidden, config.moe_intermediate_size ?? width, layers * experts, 'expert'),
        tensor(experts, hidden, layers, 'plain'),
      ];
    }
    case 'gpt-oss': {
      const experts = expertCount(config);
      return [
        ...gated(hidden, width, layers * experts, 'expert'),
        // Biases of gate and up together, of down, and of the router, which has weights too.
        tensor(1, 2 * width + hidden, layers * experts, 'plain'),
        tensor(experts, hidden + 1, layers, 'plain'),
      ];
    }
    case 'mla':
      return sharedExperts(config);
  }
}

function sharedExperts(config: ModelConfig): Tensor[] {
  const { hidden_size: hidden, vocab_size: vocabulary, intermediate_size: width, moe_intermediate_size: expertWidth = width } = config;
  const predicting = config.num_nextn_predict_layers ?? 0;
  const dense = config.first_k_dense_replace ?? 0;
  const sparse = config.num_hidden_layers - dense + predicting;
  const experts = expertCount(config);
  return [
    ...gated(hidden, width, dense, 'linear'),
    ...gated(hidden, expertWidth, sparse * experts, 'expert'),
    ...gated(hidden, expertWidth * (config.n_shared_experts ?? 0), sparse, 'linear'),
    tensor(experts, hidden, sparse, 'plain'),
    // The balancing bias of DeepSeek-V3's router (noaux_tc), kept in fp32.
    ...(config.model_type === 'deepseek_v3' ? [tensor(1, experts, sparse, 'single')] : []),
    // Each multi-token-prediction layer repeats embedding and head, joins two hidden states, and has five norms.
    tensor(vocabulary, hidden, 2 * predicting, 'plain'),
    tensor(hidden, 2 * hidden, predicting, 'plain'),
    tensor(1, hidden, 5 * predicting, 'plain'),
  ];
}

/** Gate, up and down of a gated feed-forward block. */
function gated(hidden: number, width: number, copies: number, storage: Tensor['storage']): Tensor[] {
  return [tensor(width, hidden, 2 * copies, storage), tensor(hidden, width, copies, storage)];
}

function tensor(rows: number, columns: number, copies: number, storage: Tensor['storage']): Tensor {
  return { rows, columns, copies, storage };
}

function tensorBytes({ rows, columns, copies, storage }: Tensor, config: ModelConfig, onLoading: Precision | undefined): number {
  const values = rows * columns * copies;
  if (storage === 'single') return 4 * values;
  const method = config.quantization_config?.quant_method;
  // Shared exponents: 17 bytes for 32 values. https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf
  if (method === 'mxfp4' && storage === 'expert') return (values * 17) / 32;
  const quantised = storage === 'linear' || storage === 'expert';
  const [block] = config.quantization_config?.weight_block_size ?? [];
  if (method === 'fp8' && quantised && block) return values + 4 * copies * Math.ceil(rows / block) * Math.ceil(columns / block);
  if (method === 'fp8' && quantised) return values;
  if (onLoading && quantised) return values * bytesPerWeight(onLoading);
  const plain = config.torch_dtype ? normalisePrecision(config.torch_dtype) : undefined;
  return values * bytesPerWeight(plain ?? 'bf16');
}

function sum(tensors: readonly Tensor[], value: (tensor: Tensor) => number): number {
  return tensors.reduce((total, each) => total + value(each), 0);
}
