/** Gemma 3n and 4 as published: they see, and the small ones hear. */
import type { ConfigFields } from '../../config/fields.ts';
import type { Family } from '../family.ts';
import { innerFields, innerText, modelLanguageModel, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { gemma4Tower } from '../towers/gemma4.ts';
import { mobileNet5 } from '../towers/named.ts';
import { table, visionLinear, visionNorm } from '../towers/transformer.ts';
import { universalSpeech } from '../towers/universal-speech.ts';

export const gemma4Seeing: Family = (fields) => {
  const layout = innerText(fields, modelLanguageModel, 'gemma4_text');
  const text = innerFields(fields).count('hidden_size');
  const vision = fields.nested('vision_config');
  const audio = fields.nested('audio_config');
  return withTensors(layout, [
    ...(vision ? gemma4Tower({ path: 'model.vision_tower' }, vision, text) : []),
    ...(audio ? gemma4Ears(audio, text) : []),
  ]);
};

/** Its tower is MobileNet 5, which configs name. Each sense has an embedder with tokens of its own. */
export const gemma3nSeeing: Family = (fields) => {
  const layout = innerText(fields, modelLanguageModel, 'gemma3n_text');
  const text = innerFields(fields).count('hidden_size');
  const vision = fields.nested('vision_config');
  const audio = fields.nested('audio_config');
  const named = vision?.text('architecture') ?? 'mobilenetv5_300m_enc';
  if (named !== 'mobilenetv5_300m_enc') fields.problem(`vision_config.architecture is ${named}, a tower whose tensors are not known here.`);
  return withTensors(layout, [
    ...(vision ? [...mobileNet5({ path: 'model' }), ...embedder('embed_vision', text, 2048)] : []),
    ...(audio ? gemma3nEars(audio, text) : []),
  ]);
};

function gemma4Ears(audio: ConfigFields, text: number): Tensor[] {
  const hidden = audio.countOr('hidden_size', 1024);
  const out = audio.countOr('output_proj_dims', 1536);
  const place = { path: 'model.audio_tower' };
  return [
    ...universalSpeech(place, {
      hidden,
      layers: audio.countOr('num_hidden_layers', 12),
      heads: audio.countOr('num_attention_heads', 8),
      kernel: audio.countOr('conv_kernel_size', 5),
      clipped: audio.flag('use_clipped_linears', true),
    }),
    ...visionLinear(place, 'output_proj', { rows: out, columns: hidden, bias: true }),
    ...visionLinear({ path: 'model.embed_audio' }, 'embedding_projection', { rows: text, columns: out }),
  ];
}

function gemma3nEars(audio: ConfigFields, text: number): Tensor[] {
  const hidden = audio.countOr('hidden_size', 1536);
  return [
    ...universalSpeech(
      { path: 'model.audio_tower' },
      {
        hidden,
        layers: audio.countOr('conf_num_hidden_layers', 12),
        heads: audio.countOr('conf_num_attention_heads', 8),
        kernel: audio.countOr('conf_conv_kernel_size', 5),
        clipped: false,
      },
    ),
    ...embedder('embed_audio', text, hidden),
  ];
}

/** 128 tokens of its own, two norms, a map to the text. */
function embedder(name: string, text: number, width: number): Tensor[] {
  const place = { path: `model.${name}` };
  return [
    ...table(place, 'embedding', 128, width),
    ...['hard_embedding_norm', 'soft_embedding_norm'].flatMap((each) => visionNorm(place, each, width, false)),
    ...visionLinear(place, 'embedding_projection', { rows: text, columns: width }),
  ];
}
