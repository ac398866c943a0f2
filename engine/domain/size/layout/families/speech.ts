/** Encoder and decoder in fairseq's names: Whisper and BART. The decoder also keeps what it saw of the encoder. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { plain } from '../blocks/feed-forward.ts';
import { inside, layersOf, matrix, norms, type Place, root } from '../blocks/place.ts';
import type { Family, FamilyLayout } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';

/** Whisper: keys without bias, positions learned on both sides. https://arxiv.org/abs/2212.04356 */
export const whisper: Family = (fields) => {
  const hidden = fields.count('hidden_size');
  const frames = fields.count('max_source_positions');
  const tokens = fields.count('max_target_positions');
  const tensors = [
    ...convolutions(fields, hidden),
    ...embedding('model.encoder.embed_positions', frames, hidden),
    ...embedding('model.decoder.embed_tokens', fields.count('vocab_size'), hidden),
    ...embedding('model.decoder.embed_positions', tokens, hidden),
    ...encoderLayers(fields, hidden, true),
    ...decoderLayers(fields, hidden, true),
    ...norms(root, ['model.encoder.layer_norm', 'model.decoder.layer_norm'], { width: hidden, bias: true }),
    ...untiedHead(fields, hidden),
  ];
  return layout(fields, tensors, { hidden, seen: frames, limit: tokens, purpose: 'transcribe' });
};

/** The encoder of Whisper inside a model that hears (Qwen2-Audio, Voxtral). */
export function whisperEncoder(place: Place, fields: ConfigFields): Tensor[] {
  const hidden = fields.count('hidden_size');
  const inner = convolutions(fields, hidden).concat(
    embedding('model.encoder.embed_positions', fields.count('max_source_positions'), hidden),
    encoderLayers(fields, hidden, true),
    norms(root, ['model.encoder.layer_norm'], { width: hidden, bias: true }),
  );
  return inner.map((tensor) => ({ ...tensor, module: tensor.module.replace('model.encoder', place.path), role: 'vision' }));
}

export const bart: Family = (fields) => {
  const hidden = fields.count('hidden_size');
  const limit = fields.count('max_position_embeddings');
  const tensors = [
    ...embedding('model.shared', fields.count('vocab_size'), hidden),
    ...['encoder', 'decoder'].flatMap((side) => embedding(`model.${side}.embed_positions`, limit + 2, hidden)),
    ...encoderLayers(fields, hidden, false),
    ...decoderLayers(fields, hidden, false),
    ...norms(root, ['model.encoder.layernorm_embedding', 'model.decoder.layernorm_embedding'], { width: hidden, bias: true }),
  ];
  return layout(fields, tensors, { hidden, seen: limit, limit, purpose: 'generate' });
};

function convolutions(fields: ConfigFields, hidden: number): Tensor[] {
  const inputs = fields.countOr('num_mel_bins', 80);
  return [
    ...matrix(root, 'model.encoder.conv1', { rows: hidden, columns: 3 * inputs, bias: true, role: 'convolution' }),
    ...matrix(root, 'model.encoder.conv2', { rows: hidden, columns: 3 * hidden, bias: true, role: 'convolution' }),
  ];
}

function encoderLayers(fields: ConfigFields, hidden: number, keysPlain: boolean): Tensor[] {
  const layers = layersOf('model.encoder.layers', encoderCount(fields));
  return [
    ...attention(inside(layers, 'self_attn'), hidden, keysPlain),
    ...plain(layers, { hidden, width: fields.countOr('encoder_ffn_dim', 4 * hidden), bias: true }, ['fc1', 'fc2']),
    ...norms(layers, ['self_attn_layer_norm', 'final_layer_norm'], { width: hidden, bias: true }),
  ];
}

function decoderLayers(fields: ConfigFields, hidden: number, keysPlain: boolean): Tensor[] {
  const layers = layersOf('model.decoder.layers', fields.count('decoder_layers'));
  return [
    ...attention(inside(layers, 'self_attn'), hidden, keysPlain),
    ...attention(inside(layers, 'encoder_attn'), hidden, keysPlain),
    ...plain(layers, { hidden, width: fields.countOr('decoder_ffn_dim', 4 * hidden), bias: true }, ['fc1', 'fc2']),
    ...norms(layers, ['self_attn_layer_norm', 'encoder_attn_layer_norm', 'final_layer_norm'], { width: hidden, bias: true }),
  ];
}

function attention(place: Place, hidden: number, keysPlain: boolean): Tensor[] {
  const whole = { hidden, heads: 1, keyValueHeads: 1, headWidth: hidden };
  const all = groupedAttention(place, whole, { bias: true, outputBias: true, names: ['q_proj', 'k_proj', 'v_proj', 'out_proj'] });
  return keysPlain ? all.filter(({ module, role }) => role !== 'bias' || !module.endsWith('k_proj')) : all;
}

function encoderCount(fields: ConfigFields): number {
  return fields.has('encoder_layers') ? fields.count('encoder_layers') : fields.count('num_hidden_layers');
}

function embedding(module: string, rows: number, columns: number): Tensor[] {
  return matrix(root, module, { rows, columns, role: 'embedding' });
}

function untiedHead(fields: ConfigFields, columns: number): Tensor[] {
  if (fields.flag('tie_word_embeddings', true)) return [];
  return matrix(root, 'proj_out', { rows: fields.count('vocab_size'), columns, role: 'head' });
}

interface Use {
  readonly hidden: number;
  /** Positions of the encoder that the decoder attends to. */
  readonly seen: number;
  readonly limit: number;
  readonly purpose: 'transcribe' | 'generate';
}

/** Two caches a layer: of the tokens so far, and of the encoder's output, which has one length. */
function layout(fields: ConfigFields, tensors: readonly Tensor[], { hidden, seen, limit, purpose }: Use): FamilyLayout {
  const heads = fields.countOr('decoder_attention_heads', fields.countOr('num_attention_heads', Number.NaN));
  if (Number.isNaN(heads)) fields.problem('decoder_attention_heads is missing.');
  const layers = fields.count('decoder_layers');
  const width = hidden / heads;
  const cache: CacheGroup[] = [
    { kind: 'full', layers, heads, keyWidth: width, valueWidth: width },
    { kind: 'state', layers, bytesPerSequence: 2 * 2 * hidden * seen },
  ];
  return {
    purpose,
    tensors,
    cache,
    split: { layers, attentionHeads: heads, keyValueHeads: heads, experts: 0, expertWidth: undefined },
    contextLimit: limit,
  };
}
