/** Decoders in fairseq's names: OPT, XGLM and BioGPT. */
import type { ConfigFields } from '../../config/fields.ts';
import { decoder } from '../blocks/decoder.ts';
import { dense, plain } from '../blocks/feed-forward.ts';
import { matrix, type Place } from '../blocks/place.ts';
import { type Family, type FamilyLayout, type Names, own } from '../family.ts';
import type { Tensor } from '../layout.ts';
import { positions } from './gpt.ts';

/** OPT: two positions are reserved; the smallest embeds narrower than it thinks (`word_embed_proj_dim`). */
export const opt: Family = (fields, names) => {
  const place = own(names, { model: 'model.decoder', head: 'lm_head' });
  const hidden = fields.count('hidden_size');
  const narrow = fields.countOr('word_embed_proj_dim', hidden);
  const before = fields.flag('do_layer_norm_before', true) && !fields.flag('_remove_final_layer_norm', false);
  const layout = fairseq(fields, place, {
    bias: fields.flag('enable_bias', true),
    finalNorm: before ? 'final_layer_norm' : undefined,
    extra: [...positions(fields, place, 'embed_positions', 2), ...(narrow === hidden ? [] : projections(place, hidden, narrow))],
  });
  return narrow === hidden ? layout : { ...layout, tensors: layout.tensors.map((each) => narrowed(each, hidden, narrow)) };
};

/** Positions are computed. */
export const xglm: Family = (fields, names) =>
  fairseq(fields.withDefaults({ num_attention_heads: fields.raw('attention_heads') }), own(names, { model: 'model', head: 'lm_head' }), {
    bias: true,
    finalNorm: 'layer_norm',
    extra: [],
  });

export const biogpt: Family = (fields, names) => {
  const place = own(names, { model: 'biogpt', head: 'output_projection' });
  return fairseq(fields, place, { bias: true, finalNorm: 'layer_norm', extra: positions(fields, place, 'embed_positions', 2) });
};

interface Fairseq {
  readonly bias: boolean;
  readonly finalNorm: string | undefined;
  readonly extra: readonly Tensor[];
}

function fairseq(fields: ConfigFields, names: Names, { bias, finalNorm, extra }: Fairseq): FamilyLayout {
  const layout = decoder(fields, names, {
    tied: true,
    attention: { bias, outputBias: bias, names: ['q_proj', 'k_proj', 'v_proj', 'out_proj'] },
    feedForward: (layers: Place, { hidden }) =>
      dense(plain(layers, { hidden, width: fields.count('intermediate_size'), bias }, ['fc1', 'fc2'])),
    norms: ['self_attn_layer_norm', 'final_layer_norm'],
    finalNorm: finalNorm ?? 'none',
    normBias: true,
    extra: () => extra,
  });
  if (finalNorm !== undefined) return layout;
  return { ...layout, tensors: layout.tensors.filter(({ module }) => module !== `${names.model}.none`) };
}

function projections({ model }: Names, hidden: number, narrow: number): Tensor[] {
  return [
    ...matrix({ path: model }, 'project_in', { rows: hidden, columns: narrow, role: 'other' }),
    ...matrix({ path: model }, 'project_out', { rows: narrow, columns: hidden, role: 'other' }),
  ];
}

function narrowed(tensor: Tensor, hidden: number, narrow: number): Tensor {
  const isEmbedding = tensor.module.endsWith('embed_tokens') && tensor.columns === hidden;
  return isEmbedding ? { ...tensor, columns: narrow } : tensor;
}
