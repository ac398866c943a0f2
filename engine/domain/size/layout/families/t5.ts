/** T5, mT5, UL2 and Flan: encoder and decoder with one relative table each (umT5: each layer its own). */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { gated, plain } from '../blocks/feed-forward.ts';
import { inside, layersOf, layersWhere, matrix, norms, type Place, root } from '../blocks/place.ts';
import type { Family, FamilyLayout } from '../family.ts';
import type { Tensor } from '../layout.ts';

export const t5: Family = (fields) => encoderDecoder(fields, (layer) => layer === 0);

export const umt5: Family = (fields) => encoderDecoder(fields, () => true);

interface T5Shape {
  readonly hidden: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly width: number;
}

function encoderDecoder(fields: ConfigFields, hasTable: (layer: number) => boolean): FamilyLayout {
  const shape = t5Shape(fields);
  const layers = fields.count('num_hidden_layers');
  const both = !(fields.architectures[0] ?? '').endsWith('EncoderModel');
  const decoding = fields.countOr('num_decoder_layers', layers);
  const vocabulary = fields.count('vocab_size');
  const tied = fields.flag('tie_word_embeddings', true);
  return {
    purpose: both ? 'generate' : 'embed',
    tensors: [
      ...matrix(root, 'shared', { rows: vocabulary, columns: shape.hidden, role: 'embedding' }),
      ...side(fields, layersOf('encoder.block', layers), { shape, hasTable, crossing: false }),
      ...norms(root, ['encoder.final_layer_norm'], { width: shape.hidden }),
      ...(both ? side(fields, layersOf('decoder.block', decoding), { shape, hasTable, crossing: true }) : []),
      ...(both ? norms(root, ['decoder.final_layer_norm'], { width: shape.hidden }) : []),
      ...(both && !tied ? matrix(root, 'lm_head', { rows: vocabulary, columns: shape.hidden, role: 'head' }) : []),
    ],
    cache: both ? [{ kind: 'full', layers: 2 * decoding, heads: shape.heads, keyWidth: shape.headWidth, valueWidth: shape.headWidth }] : [],
    split: { layers: decoding, attentionHeads: shape.heads, keyValueHeads: shape.heads, experts: 0, expertWidth: undefined },
    contextLimit: fields.countOr('max_position_embeddings', fields.countOr('n_positions', undefined)),
  };
}

function t5Shape(fields: ConfigFields): T5Shape {
  return {
    hidden: fields.count('hidden_size'),
    heads: fields.count('num_attention_heads'),
    headWidth: fields.count('head_dim'),
    width: fields.count('intermediate_size'),
  };
}

interface Side {
  readonly shape: T5Shape;
  readonly hasTable: (layer: number) => boolean;
  /** Attends to the encoder as well. */
  readonly crossing: boolean;
}

function side(fields: ConfigFields, layers: Place, { shape, hasTable, crossing }: Side): Tensor[] {
  const { hidden, heads, width } = shape;
  const forward = inside(layers, `layer.${crossing ? 2 : 1}.DenseReluDense`);
  const isGated = fields.flag('is_gated_act', (fields.text('feed_forward_proj') ?? '').startsWith('gated'));
  return [
    ...attention(inside(layers, 'layer.0.SelfAttention'), shape),
    ...matrix(layersWhere(layers, hasTable), 'layer.0.SelfAttention.relative_attention_bias', {
      rows: fields.countOr('relative_attention_num_buckets', 32),
      columns: heads,
      role: 'other',
    }),
    ...(crossing ? attention(inside(layers, 'layer.1.EncDecAttention'), shape) : []),
    ...(isGated ? gated(forward, { hidden, width }, ['wi_0', 'wi_1', 'wo']) : plain(forward, { hidden, width }, ['wi', 'wo'])),
    ...norms(
      layers,
      crossing ? ['layer.0.layer_norm', 'layer.1.layer_norm', 'layer.2.layer_norm'] : ['layer.0.layer_norm', 'layer.1.layer_norm'],
      { width: hidden },
    ),
  ];
}

function attention(place: Place, { hidden, heads, headWidth }: T5Shape): Tensor[] {
  return groupedAttention(place, { hidden, heads, keyValueHeads: heads, headWidth }, { names: ['q', 'k', 'v', 'o'] });
}
