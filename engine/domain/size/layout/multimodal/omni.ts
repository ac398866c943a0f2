/** Qwen Omni: engines load the thinker, which sees and hears and writes; the talker stays in the files. */
import type { ConfigFields } from '../../config/fields.ts';
import { layersOf, type Place } from '../blocks/place.ts';
import { whisperEncoder } from '../families/speech.ts';
import type { Family, Names } from '../family.ts';
import { innerFields, innerText, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { qwen3Tower, qwen25Tower } from '../towers/qwen.ts';
import { table, towerLayers, visionLinear, visionNorm } from '../towers/transformer.ts';

const names: Names = { model: 'thinker.model', head: 'thinker.lm_head' };
const ears: Place = { path: 'thinker.audio_tower' };
const eyes: Place = { path: 'thinker.visual' };
const defaults = {
  d_model: 1280,
  encoder_layers: 32,
  encoder_ffn_dim: 5120,
  num_mel_bins: 128,
  max_source_positions: 1500,
  output_dim: 3584,
};

export const qwen25Omni: Family = (fields) =>
  thinking(fields, 'qwen2', (thinker, text) => {
    const audio = thinker.nested('audio_config')?.withDefaults(defaults);
    const vision = thinker.nested('vision_config');
    return [...(vision ? qwen25Tower(eyes, vision, text) : []), ...(audio ? whisperEars(audio) : [])];
  });

export const qwen3OmniMoe: Family = (fields) =>
  thinking(fields, 'qwen3_moe', (thinker, text) => {
    const audio = thinker.nested('audio_config')?.withDefaults(defaults);
    const vision = thinker.nested('vision_config');
    return [...(vision ? qwen3Tower(eyes, vision, text) : []), ...(audio ? ownEars(audio) : [])];
  });

function thinking(fields: ConfigFields, text: string, senses: (thinker: ConfigFields, text: number) => Tensor[]): ReturnType<Family> {
  const thinker = fields.nested('thinker_config') ?? fields;
  const layout = innerText(fields, names, text);
  return withTensors(layout, senses(thinker, innerFields(fields).count('hidden_size')));
}

/** Whisper's encoder with computed positions, and a map to the text. */
function whisperEars(audio: ConfigFields): Tensor[] {
  const hidden = audio.count('hidden_size');
  const out = audio.count('output_dim');
  return [
    ...whisperEncoder(ears, audio).filter(({ module }) => !module.endsWith('embed_positions')),
    ...table(ears, 'audio_bos_eos_token', 2, out),
    ...visionLinear(ears, 'proj', { rows: out, columns: hidden, bias: true }),
  ];
}

/** Three convolutions over both axes of the spectrum, biases everywhere. */
function ownEars(audio: ConfigFields): Tensor[] {
  const hidden = audio.count('hidden_size');
  const channels = audio.countOr('downsample_hidden_size', 480);
  const bands = Math.ceil(audio.count('num_mel_bins') / 8);
  const layers = layersOf(`${ears.path}.layers`, audio.count('encoder_layers'));
  return [
    ...visionLinear(ears, 'conv2d1', { rows: channels, columns: 9, bias: true }),
    ...['conv2d2', 'conv2d3'].flatMap((name) => visionLinear(ears, name, { rows: channels, columns: 9 * channels, bias: true })),
    ...visionLinear(ears, 'conv_out', { rows: hidden, columns: channels * bands }),
    ...towerLayers(layers, { hidden, width: audio.count('encoder_ffn_dim') }),
    ...visionNorm(ears, 'ln_post', hidden),
    ...visionLinear(ears, 'proj1', { rows: hidden, columns: hidden, bias: true }),
    ...visionLinear(ears, 'proj2', { rows: audio.count('output_dim'), columns: hidden, bias: true }),
  ];
}
