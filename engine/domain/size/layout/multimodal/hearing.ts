/** Models that hear: Whisper's encoder, or a conformer, beside a language model. */
import type { ConfigFields } from '../../config/fields.ts';
import { inside, root } from '../blocks/place.ts';
import { whisperEncoder } from '../families/speech.ts';
import type { Family } from '../family.ts';
import { innerFields, innerText, languageModel, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { visionLinear } from '../towers/transformer.ts';

const whisperDefaults = { d_model: 1280, encoder_layers: 32, encoder_ffn_dim: 5120, num_mel_bins: 128, max_source_positions: 1500 };

export const qwen2Audio: Family = (fields) =>
  hearing(fields, (audio, text) => [
    ...whisperEncoder(inside(root, 'audio_tower'), audio.withDefaults(whisperDefaults)),
    ...visionLinear(root, 'multi_modal_projector.linear', {
      rows: text,
      columns: audio.withDefaults(whisperDefaults).count('hidden_size'),
      bias: true,
    }),
  ]);

/** Four frames become one before two maps. */
export const voxtral: Family = (fields) =>
  hearing(fields, (audio, text) => {
    const encoder = audio.withDefaults({ ...whisperDefaults, hidden_size: 1280, encoder_ffn_dim: audio.raw('intermediate_size') ?? 5120 });
    return [
      ...whisperEncoder(inside(root, 'audio_tower'), encoder.withDefaults({ encoder_layers: audio.raw('num_hidden_layers') ?? 32 })),
      ...visionLinear(root, 'multi_modal_projector.linear_1', { rows: text, columns: audio.countOr('intermediate_size', 5120) }),
      ...visionLinear(root, 'multi_modal_projector.linear_2', { rows: text, columns: text }),
    ];
  });

function hearing(fields: ConfigFields, tower: (audio: ConfigFields, text: number) => Tensor[]): ReturnType<Family> {
  const layout = innerText(fields, languageModel);
  const audio = fields.nested('audio_config');
  return audio ? withTensors(layout, tower(audio, innerFields(fields).count('hidden_size'))) : layout;
}
