/** Encoders of text with rotary positions: Nomic, GTE and ModernBERT. */
import { groupedAttention } from '../blocks/attention.ts';
import { embeddings, encoder, sizes, whole } from '../blocks/encoder.ts';
import { gated } from '../blocks/feed-forward.ts';
import { inside, layersOf, matrix, norms, type Place, root, vector } from '../blocks/place.ts';
import type { Family } from '../family.ts';
import type { Tensor } from '../layout.ts';

/** Rotary positions, gated, without biases. The original repositories call the parts n_embd and n_inner. */
export const nomicBert: Family = (fields) => {
  const { hidden, layers, width } = sizes(fields);
  const bias = fields.flag('qkv_proj_bias', false);
  return encoder(
    fields,
    [
      ...embeddings(fields, hidden, { positions: false, types: 2 }),
      ...rotaryLayers(layersOf('encoder.layers', layers), {
        hidden,
        width,
        bias,
        downBias: fields.flag('mlp_fc2_bias', false),
        gate: true,
      }),
    ],
    'none',
  );
};

/** GTE v1.5 ("new"): rotary, gated, biases but on gate and up. */
export const gte: Family = (fields) => {
  const { hidden, layers, width } = sizes(fields);
  const body = rotaryLayers(layersOf('encoder.layer', layers), { hidden, width, bias: true, downBias: true, gate: true });
  return encoder(fields, [...embeddings(fields, hidden, { positions: false, types: 1 }), ...body], 'none');
};

/** ModernBERT: rotary, gated, without biases; the first layer has no norm before attention. */
export const modernBert: Family = (fields) => {
  const { hidden, layers, width } = sizes(fields);
  const place = layersOf('layers', layers);
  const bias = fields.flag('norm_bias', false);
  return encoder(
    fields,
    [
      ...matrix(root, 'embeddings.tok_embeddings', { rows: fields.count('vocab_size'), columns: hidden, role: 'embedding' }),
      ...norms(root, ['embeddings.norm', 'final_norm'], { width: hidden, bias }),
      ...groupedAttention(inside(place, 'attn'), whole(hidden), {
        bias: fields.flag('attention_bias', false),
        outputBias: fields.flag('attention_bias', false),
        names: ['Wqkv', 'Wo'],
      }),
      ...matrix(inside(place, 'mlp'), 'Wi', { rows: 2 * width, columns: hidden, bias: fields.flag('mlp_bias', false) }),
      ...matrix(inside(place, 'mlp'), 'Wo', { rows: hidden, columns: width, bias: fields.flag('mlp_bias', false) }),
      ...norms(place, ['mlp_norm'], { width: hidden, bias }),
      ...norms({ ...place, layers: place.layers?.slice(1) }, ['attn_norm'], { width: hidden, bias }),
    ],
    'modernbert',
  );
};

interface Rotary {
  readonly hidden: number;
  readonly width: number;
  readonly bias: boolean;
  readonly downBias: boolean;
  readonly gate: boolean;
}

function rotaryLayers(place: Place, { hidden, width, bias, downBias }: Rotary): Tensor[] {
  return [
    ...groupedAttention(inside(place, 'attn'), whole(hidden), { bias, outputBias: bias, names: ['Wqkv', 'out_proj'] }),
    ...gated(inside(place, 'mlp'), { hidden, width }, ['fc11', 'fc12', 'fc2']),
    ...(downBias ? vector(inside(place, 'mlp'), 'fc2', hidden, 'bias') : []),
    ...norms(place, ['norm1', 'norm2'], { width: hidden, bias: true }),
  ];
}
