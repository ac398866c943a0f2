/** Xiaomi MiMo: Qwen2 with prediction layers, and later two kinds of attention in one model. */
import type { ConfigFields } from '../../config/fields.ts';
import { type AttentionShape, groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { gated } from '../blocks/feed-forward.ts';
import { inside, layersOf, layersWhere, matrix, norms, type Place, vector } from '../blocks/place.ts';
import { decoderShape } from '../blocks/shape.ts';
import { sharedAndRouted } from '../blocks/shared-experts.ts';
import { type Family, plainNames } from '../family.ts';
import type { Tensor } from '../layout.ts';
import { windowSwitch } from './qwen-window.ts';

/** https://huggingface.co/XiaomiMiMo/MiMo-7B-Base (modeling_mimo.py) */
export const mimo: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const attention = { bias: fields.flag('attention_bias', true) };
  const extra = layersOf(`${names.model}.mtp_layers`, fields.wholeOr('num_nextn_predict_layers', 0));
  return decoder(fields, names, {
    ...windowSwitch(fields),
    attention,
    extra: (_, { hidden }) => [
      ...groupedAttention(inside(extra, 'self_attn'), shape, attention),
      ...gated(inside(extra, 'mlp'), { hidden, width: fields.count('intermediate_size') }),
      ...matrix(extra, 'input_proj', { rows: hidden, columns: 2 * hidden }),
      ...norms(extra, ['input_layernorm', 'post_attention_layernorm', 'token_layernorm', 'hidden_layernorm', 'final_layernorm'], {
        width: hidden,
      }),
    ],
  });
};

/** Values narrower than keys; layers with a window have heads and sinks of their own. https://huggingface.co/XiaomiMiMo/MiMo-V2-Flash */
export const mimoV2: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const full: AttentionShape = { ...shape, valueWidth: fields.countOr('v_head_dim', shape.headWidth) };
  const windowed = windowedShape(fields, full);
  const kinds = kindsOf(fields, shape.layers);
  const window = fields.countOr('sliding_window', fields.countOr('sliding_window_size', 128));
  return decoder(fields, names, {
    mixer: (layers) => [
      ...attention(
        fields,
        layersWhere(layers, (layer) => kinds[layer] === 'full'),
        { shape: full, sinks: fields.flag('add_full_attention_sink_bias', false) },
      ),
      ...attention(
        fields,
        layersWhere(layers, (layer) => kinds[layer] === 'sliding'),
        { shape: windowed, sinks: fields.flag('add_swa_attention_sink_bias', true) },
      ),
    ],
    feedForward: (layers, { hidden }) =>
      sharedAndRouted(fields, { layers, hidden, correction: (fields.text('topk_method') ?? 'noaux_tc') === 'noaux_tc' }),
    extra: (_, { hidden }) => prediction(fields, windowed, hidden),
    cache: () => [
      ...keyValueCache(
        kinds.filter((kind) => kind === 'full'),
        full,
      ),
      ...keyValueCache(
        kinds.filter((kind) => kind === 'sliding'),
        windowed,
        window,
      ),
    ],
  });
};

function windowedShape(fields: ConfigFields, full: AttentionShape): AttentionShape {
  return {
    ...full,
    heads: fields.countOr('swa_num_attention_heads', full.heads),
    keyValueHeads: fields.countOr('swa_num_key_value_heads', full.keyValueHeads),
    headWidth: fields.countOr('swa_head_dim', full.headWidth),
    valueWidth: fields.countOr('swa_v_head_dim', full.valueWidth ?? full.headWidth),
  };
}

/** `hybrid_layer_pattern`: 1 has a window. */
function kindsOf(fields: ConfigFields, layers: number): LayerKind[] {
  const pattern = fields.list('hybrid_layer_pattern');
  if (pattern && !Number.isNaN(layers) && pattern.length !== layers)
    fields.problem(`hybrid_layer_pattern names ${pattern.length} layers, but num_hidden_layers is ${layers}.`);
  const types = fields.perLayer('layer_types', layers);
  if (types && !pattern) return types.map((type) => (type === 'sliding_attention' ? 'sliding' : 'full'));
  if (!pattern) fields.problem('hybrid_layer_pattern is missing.');
  return (pattern ?? []).map((each) => (each === 1 ? 'sliding' : 'full'));
}

function attention(fields: ConfigFields, layers: Place, { shape, sinks }: { shape: AttentionShape; sinks: boolean }): Tensor[] {
  const place = inside(layers, 'self_attn');
  return [
    ...groupedAttention(place, shape, { bias: fields.flag('attention_bias', false) }),
    ...(sinks ? vector(place, 'attention_sink_bias', shape.heads, 'other') : []),
  ];
}

/** Dense blocks behind attention with a window; embedding and head are shared. */
function prediction(fields: ConfigFields, shape: AttentionShape, hidden: number): Tensor[] {
  const layers = layersOf('model.mtp.layers', fields.wholeOr('num_nextn_predict_layers', 0));
  if (!layers.layers?.length) return [];
  return [
    ...attention(fields, layers, { shape, sinks: fields.flag('add_swa_attention_sink_bias', true) }),
    ...gated(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size') }),
    ...matrix(layers, 'eh_proj', { rows: hidden, columns: 2 * hidden }),
    ...norms(layers, ['enorm', 'hnorm', 'input_layernorm', 'pre_mlp_layernorm', 'final_layernorm'], { width: hidden }),
  ];
}
