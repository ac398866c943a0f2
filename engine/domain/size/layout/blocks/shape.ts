/** The numbers that every decoder has. */
import type { ConfigFields } from '../../config/fields.ts';

export interface DecoderShape {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  /** Width of one head. */
  readonly headWidth: number;
  readonly vocabulary: number;
}

/** Key-value heads are as many as heads, and a head is its share of the hidden size, where the config says nothing else. */
export function decoderShape(fields: ConfigFields): DecoderShape {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  return {
    hidden,
    heads,
    layers: fields.count('num_hidden_layers'),
    keyValueHeads: fields.countOr('num_key_value_heads', heads),
    headWidth: headWidth(fields, hidden, heads),
    vocabulary: fields.count('vocab_size'),
  };
}

/** Undivided where it does not divide: then the config contradicts itself. */
export function headWidth(fields: ConfigFields, hidden: number, heads: number): number {
  const said = fields.countOr('head_dim', undefined);
  if (said !== undefined) return said;
  if (hidden % heads === 0 || Number.isNaN(hidden / heads)) return hidden / heads;
  return fields.problem(`hidden_size ${hidden} does not divide by num_attention_heads ${heads}, and head_dim is missing.`);
}
