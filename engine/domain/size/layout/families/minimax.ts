/** MiniMax: lightning attention at first (Text-01, M1), plain from M2 on, block-sparse in M3. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind, layerKinds } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inSingle, inside, layersWhere, matrix, type Place, vector } from '../blocks/place.ts';
import { type DecoderShape, decoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';

/** Seven layers of linear attention, then one of softmax attention (`attn_type_list`: 0 is linear). */
export const minimax: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const listed = fields.list('attn_type_list');
  const kinds = layerKinds(
    fields,
    shape.layers,
    (layer): LayerKind => ((listed ? listed[layer] === 1 : layer % 2 === 0) ? 'full' : 'none'),
  );
  const linear = kinds.filter((kind) => kind === 'none').length;
  return decoder(fields, names, {
    mixer: (layers) => [
      ...groupedAttention(
        inside(
          layersWhere(layers, (layer) => kinds[layer] !== 'none'),
          'self_attn',
        ),
        shape,
      ),
      ...lightning(
        inside(
          layersWhere(layers, (layer) => kinds[layer] === 'none'),
          'self_attn',
        ),
        shape,
      ),
    ],
    feedForward: (layers, { hidden }) => mixture(fields, layers, hidden),
    cache: () => [...keyValueCache(kinds, shape), ...lightningCache(linear, shape)],
  });
};

/** Norms over all heads, experts chosen in fp32 with a balancing bias for each; `intermediate_size` is the expert's width. */
export const minimaxM2: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    attention: fields.flag('use_qk_norm', true) ? { norm: fields.text('qk_norm_type') === 'per_head' ? 'head' : 'all' } : {},
    feedForward: (layers, { hidden }) => {
      const forward = mixture(fields, layers, hidden);
      const correction = inSingle(vector(layers, 'block_sparse_moe.e_score_correction_bias', forward.experts, 'router'));
      const tensors = forward.tensors.flatMap((tensor) => (tensor.role === 'router' ? inSingle([tensor]) : [tensor]));
      return { ...forward, tensors: [...tensors, ...correction] };
    },
  });

function mixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const place = inside(layers, 'block_sparse_moe');
  const experts = fields.count('num_experts');
  const expertWidth = fields.count('intermediate_size');
  const shared = fields.wholeOr('shared_intermediate_size', 0);
  return {
    experts,
    expertWidth,
    tensors: [
      ...routedExperts(inside(place, 'experts'), { hidden, width: expertWidth, experts }, ['w1', 'w3', 'w2']),
      ...router(place, { hidden, experts }),
      ...(shared > 0
        ? [
            ...gated(inside(layers, 'shared_mlp'), { hidden, width: shared }),
            ...matrix(layers, 'coefficient', { rows: 1, columns: hidden, role: 'router' }),
          ]
        : []),
    ],
  };
}

function lightning(place: Place, { hidden, heads, headWidth }: DecoderShape): Tensor[] {
  const inner = heads * headWidth;
  return [
    ...matrix(place, 'qkv_proj', { rows: 3 * inner, columns: hidden }),
    ...matrix(place, 'output_gate', { rows: inner, columns: hidden }),
    ...matrix(place, 'out_proj', { rows: hidden, columns: inner }),
    ...vector(place, 'norm', inner),
  ];
}

/** One matrix for each head, in fp32. https://docs.vllm.ai/en/latest/api/vllm/model_executor/layers/mamba/mamba_utils/ */
function lightningCache(layers: number, { heads, headWidth }: DecoderShape): CacheGroup[] {
  return layers > 0 ? [{ kind: 'state', layers, bytesPerSequence: 4 * heads * headWidth * headWidth }] : [];
}
