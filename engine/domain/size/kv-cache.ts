/** Bytes of the key-value cache on one GPU of a tensor-parallel group. */
import { headDimension, keyValueHeads, type ModelConfig } from './model-config.ts';

interface KvRequest {
  readonly tensorParallel: number;
  /** 2 for 16-bit caches, 1 with `--kv-cache-dtype fp8`. */
  readonly bytesPerValue: number;
}

/** What one sequence of `tokens` holds on one GPU: sliding-window layers stop growing at their window. */
export function kvBytesOfSequence(config: ModelConfig, tokens: number, request: KvRequest): number {
  const sliding = slidingLayers(config);
  const full = config.num_hidden_layers - sliding;
  const perLayer = kvBytesPerLayerAndToken(config, request);
  return perLayer * (full * tokens + sliding * Math.min(tokens, config.sliding_window ?? tokens));
}

/** What one more token costs on one GPU, in layers without a window. */
export function kvBytesPerToken(config: ModelConfig, request: KvRequest): number {
  return kvBytesPerLayerAndToken(config, request) * (config.num_hidden_layers - slidingLayers(config));
}

function kvBytesPerLayerAndToken(config: ModelConfig, { tensorParallel, bytesPerValue }: KvRequest): number {
  // The latent of MLA is one for all heads, so every rank holds it whole.
  if (config.kv_lora_rank) return (config.kv_lora_rank + (config.qk_rope_head_dim ?? 0)) * bytesPerValue;
  const headsPerRank = Math.max(1, keyValueHeads(config) / tensorParallel);
  return 2 * headsPerRank * headDimension(config) * bytesPerValue;
}

function slidingLayers(config: ModelConfig): number {
  return config.layer_types?.filter((type) => type === 'sliding_attention').length ?? 0;
}
