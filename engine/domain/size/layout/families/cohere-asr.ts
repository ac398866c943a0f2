/** Cohere Transcribe: a conformer that hears, a small decoder that writes. */

import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { type Conformer, conformer } from '../blocks/conformer.ts';
import { plain } from '../blocks/feed-forward.ts';
import { asVision, inside, layersOf, matrix, norms, type Place, root } from '../blocks/place.ts';
import type { Family } from '../family.ts';
import type { Tensor } from '../layout.ts';

/** Its numbers stand in NeMo's nested objects. transformers 5.23.0 (models/cohere_asr) */
export const cohereAsr: Family = (fields) => {
  const encoder = fields.nested('encoder');
  const decoder = fields.nested('transf_decoder')?.nested('config_dict');
  if (!encoder) fields.problem('encoder is missing.');
  if (!decoder) fields.problem('transf_decoder.config_dict is missing.');
  const words = fields.nested('head')?.count('num_classes') ?? fields.problem('head is missing.');
  const hidden = decoder?.count('hidden_size') ?? Number.NaN;
  const layers = decoder?.count('num_hidden_layers') ?? Number.NaN;
  const heads = decoder?.count('num_attention_heads') ?? Number.NaN;
  const seen = encoder?.count('hidden_size') ?? Number.NaN;
  return {
    purpose: 'transcribe',
    tensors: [
      ...(encoder ? asVision(conformer(inside(root, 'encoder'), shapeOf(encoder))) : []),
      ...(decoder ? decoderTensors(decoder, { hidden, layers, words }) : []),
      ...matrix(root, 'proj', { rows: hidden, columns: seen, bias: true }),
    ],
    cache: [
      { kind: 'full', layers, heads, keyWidth: hidden / heads, valueWidth: hidden / heads },
      { kind: 'full', layers, heads, keyWidth: hidden / heads, valueWidth: hidden / heads },
    ],
    split: { layers, attentionHeads: heads, keyValueHeads: heads, experts: 0, expertWidth: undefined },
    contextLimit: decoder?.countOr('max_sequence_length', undefined),
  };
};

function shapeOf(encoder: ConfigFields): Conformer {
  const hidden = encoder.count('hidden_size');
  return {
    hidden,
    layers: encoder.count('num_hidden_layers'),
    width: hidden * encoder.countOr('ff_expansion_factor', 4),
    kernel: encoder.countOr('conv_kernel_size', 9),
    channels: encoder.countOr('subsampling_conv_channels', 256),
    inputs: encoder.count('feat_in'),
  };
}

function decoderTensors(fields: ConfigFields, { hidden, layers, words }: { hidden: number; layers: number; words: number }): Tensor[] {
  const place = layersOf('decoder.layers', layers);
  const width = fields.count('inner_size');
  const positions = fields.countOr('max_sequence_length', 1024);
  return [
    ...matrix(root, 'decoder.embed_tokens', { rows: words, columns: hidden, role: 'embedding' }),
    ...matrix(root, 'decoder.pos_emb', { rows: positions, columns: hidden, role: 'embedding' }),
    ...attention(inside(place, 'self_attn'), hidden),
    ...attention(inside(place, 'encoder_attn'), hidden),
    ...plain(inside(place, 'mlp'), { hidden, width, bias: true }, ['fc1', 'fc2']),
    ...norms(place, ['input_layernorm', 'post_attention_layernorm', 'final_layernorm'], { width: hidden, bias: true }),
    ...norms(root, ['decoder.embedding_layernorm', 'decoder.norm'], { width: hidden, bias: true }),
    ...matrix(root, 'proj_out', { rows: words, columns: hidden, role: 'head', bias: true }),
  ];
}

function attention(place: Place, hidden: number): Tensor[] {
  return groupedAttention(place, { hidden, heads: 1, keyValueHeads: 1, headWidth: hidden }, { bias: true, outputBias: true });
}
