/** Kimi Linear and the text model of Kimi K3: delta attention in most layers, latent attention in the rest. */
import type { ConfigFields } from '../../config/fields.ts';
import { contextLimit } from '../blocks/context.ts';
import { ends } from '../blocks/head.ts';
import { latentAttention, latentCache, latentShape } from '../blocks/latent-attention.ts';
import { inside, layersOf, layersWhere, matrix, norms, type Place, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';
import { latentMixture } from './latent-mixture.ts';

export const kimiLinear: Family = (fields, names = plainNames) => {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  const count = fields.count('num_hidden_layers');
  const linear = linearAttention(fields, count);
  const shape = latentShape(fields, { hidden, heads });
  const layers = layersOf(`${names.model}.layers`, count);
  const full = inside(
    layersWhere(layers, (layer) => !linear.layers.has(layer)),
    'self_attn',
  );
  const mixture = latentMixture(fields, layers, hidden);
  const { tensors, purpose } = ends(fields, names, { hidden, vocabulary: fields.count('vocab_size'), tied: false });
  return {
    purpose,
    tensors: [
      ...tensors,
      ...latentAttention(full, shape),
      ...(fields.flag('mla_use_output_gate', false) ? matrix(full, 'g_proj', { rows: heads * shape.value, columns: hidden }) : []),
      ...delta(
        inside(
          layersWhere(layers, (layer) => linear.layers.has(layer)),
          'self_attn',
        ),
        hidden,
        linear,
      ),
      ...mixture.tensors,
      ...norms(layers, ['input_layernorm', 'post_attention_layernorm'], { width: hidden }),
      ...residuals(fields, layers, { hidden, model: names.model }),
      ...norms({ path: names.model }, ['norm'], { width: hidden }),
    ],
    cache: purpose === 'generate' ? [...latentCache(count - linear.layers.size, shape), ...deltaState(linear)] : [],
    split: { layers: count, attentionHeads: heads, keyValueHeads: undefined, experts: mixture.experts, expertWidth: mixture.expertWidth },
    contextLimit: contextLimit(fields),
  };
};

interface Delta {
  readonly layers: ReadonlySet<number>;
  readonly heads: number;
  readonly width: number;
  readonly kernel: number;
  /** The output gate is one map, not two of low rank. */
  readonly fullGate: boolean;
}

/** `linear_attn_config` numbers its layers from 1; newer configs have `layer_types`. */
function linearAttention(fields: ConfigFields, count: number): Delta {
  const own = fields.nested('linear_attn_config');
  const types = fields.perLayer('layer_types', count);
  const listed = own?.list('kda_layers')?.filter((layer): layer is number => typeof layer === 'number');
  if (!types && !listed) fields.problem('linear_attn_config.kda_layers is missing.');
  const layers = types
    ? types.flatMap((type, layer) => (type === 'linear_attention' ? [layer] : []))
    : (listed ?? []).map((layer) => layer - 1);
  return {
    layers: new Set(layers.filter((layer) => layer >= 0 && layer < count)),
    heads: own ? own.count('num_attention_heads') : fields.count('linear_num_heads'),
    width: own ? own.count('head_dim') : fields.count('linear_head_dim'),
    kernel: own ? own.countOr('short_conv_kernel_size', 4) : fields.countOr('linear_conv_kernel_dim', 4),
    fullGate: own?.flag('use_full_rank_gate', false) ?? false,
  };
}

function delta(place: Place, hidden: number, { heads, width, kernel, fullGate }: Delta): Tensor[] {
  if (!place.layers?.length) return [];
  const inner = heads * width;
  const lowRank = (name: string) => [
    ...matrix(place, `${name}_a_proj`, { rows: width, columns: hidden }),
    ...matrix(place, `${name}_b_proj`, { rows: inner, columns: width }),
  ];
  return [
    ...['q_proj', 'k_proj', 'v_proj'].flatMap((name) => matrix(place, name, { rows: inner, columns: hidden })),
    ...['q_conv1d', 'k_conv1d', 'v_conv1d'].flatMap((name) => matrix(place, name, { rows: inner, columns: kernel, role: 'convolution' })),
    ...lowRank('f'),
    ...(fullGate ? matrix(place, 'g_proj', { rows: inner, columns: hidden }) : lowRank('g')),
    ...matrix(place, 'b_proj', { rows: heads, columns: hidden }),
    ...vector(place, 'A_log', heads, 'other'),
    ...vector(place, 'dt_bias', inner, 'other'),
    ...vector(place, 'o_norm', width),
    ...matrix(place, 'o_proj', { rows: hidden, columns: inner }),
  ];
}

/** One matrix for each head in fp32, and the last inputs of three convolutions. */
function deltaState({ layers, heads, width, kernel }: Delta): CacheGroup[] {
  if (layers.size === 0) return [];
  return [{ kind: 'state', layers: layers.size, bytesPerSequence: 4 * heads * width * width + 2 * 3 * heads * width * (kernel - 1) }];
}

/** Attention over the outputs of earlier blocks (Kimi K3). */
function residuals(fields: ConfigFields, layers: Place, { hidden, model }: { hidden: number; model: string }): Tensor[] {
  if (!fields.has('attn_res_block_size')) return [];
  return [
    ...norms(layers, ['self_attention_res_norm', 'mlp_res_norm'], { width: hidden }),
    ...['self_attention_res_proj', 'mlp_res_proj'].flatMap((name) => matrix(layers, name, { rows: 1, columns: hidden, role: 'other' })),
    ...norms({ path: model }, ['output_attn_res_norm'], { width: hidden }),
    ...matrix({ path: model }, 'output_attn_res_proj', { rows: 1, columns: hidden, role: 'other' }),
  ];
}
