/** Gemma 3n: four streams of states (AltUp), low-rank detours (LAuReL), and embeddings for each layer. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, layerKinds, slidingWindow } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { dense, gated } from '../blocks/feed-forward.ts';
import { inside, matrix, norms, type Place, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';
import type { Tensor } from '../layout.ts';
import { perLayerEmbeddings } from './per-layer-embeddings.ts';

const sandwich = ['input_layernorm', 'post_attention_layernorm', 'pre_feedforward_layernorm', 'post_feedforward_layernorm'];

export const gemma3n: Family = (fields, names = plainNames) => {
  const count = fields.count('num_hidden_layers');
  const own = count - fields.wholeOr('num_kv_shared_layers', 15);
  const kinds = layerKinds(fields, count, (layer) => ((layer + 1) % 5 === 0 ? 'full' : 'sliding'));
  const width = widthOf(fields);
  return decoder(fields.withDefaults({ hidden_size_per_layer_input: 256 }), names, {
    tied: true,
    norms: sandwich,
    // Every layer has the maps of keys and values in the files, though the last do not use theirs.
    mixer: (layers, shape) => groupedAttention(inside(layers, 'self_attn'), shape, { norm: 'head' }),
    feedForward: (layers, { hidden }) => dense(gated(inside(layers, 'mlp'), { hidden, width })),
    extra: (layers, { hidden }) => [
      ...perLayerEmbeddings(fields.withDefaults({ hidden_size_per_layer_input: 256 }), layers, { hidden, model: names.model }),
      ...streams(fields, layers, { hidden, model: names.model }),
    ],
    cache: (shape) => keyValueCache(kinds.slice(0, own), shape, slidingWindow(fields)),
  });
};

/** `intermediate_size` may be a list with one width a layer, all the same. */
function widthOf(fields: ConfigFields): number {
  const list = fields.list('intermediate_size');
  if (!list) return fields.count('intermediate_size');
  const [first] = list;
  if (typeof first === 'number' && Number.isInteger(first) && first > 0 && list.every((each) => each === first)) return first;
  return fields.problem('intermediate_size differs from layer to layer.');
}

function streams(fields: ConfigFields, layers: Place, { hidden, model }: { hidden: number; model: string }): Tensor[] {
  const count = fields.countOr('altup_num_inputs', 4);
  const rank = fields.countOr('laurel_rank', 64);
  const altup = inside(layers, 'altup');
  const others = { columns: hidden, rows: hidden, times: count - 1 } as const;
  return [
    ...matrix(altup, 'correction_coefs', { rows: count, columns: count, role: 'other' }),
    ...matrix(altup, 'prediction_coefs', { rows: count * count, columns: count, role: 'other' }),
    ...matrix(altup, 'modality_router', { rows: count, columns: hidden, role: 'router' }),
    ...norms(altup, ['router_norm', 'correct_output_scale'], { width: hidden }),
    ...matrix(inside(layers, 'laurel'), 'linear_left', { rows: rank, columns: hidden }),
    ...matrix(inside(layers, 'laurel'), 'linear_right', { rows: hidden, columns: rank }),
    ...vector(inside(layers, 'laurel'), 'post_laurel_norm', hidden),
    ...['altup_projections.*', 'altup_unembed_projections.*'].flatMap((name) => matrix({ path: model }, name, others)),
  ];
}
