/** Janus: sees through SigLIP and draws through a picture tokenizer. */
import { inside, root } from '../blocks/place.ts';
import type { Family } from '../family.ts';
import { innerFields, innerText, languageModel, withTensors } from '../inner-text.ts';
import { siglip384Large } from '../towers/named.ts';
import { table, visionLinear } from '../towers/transformer.ts';

/** https://github.com/deepseek-ai/Janus (modeling_vlm.py) */
export const janus: Family = (fields) => {
  const layout = innerText(fields, languageModel, 'llama');
  const name = fields.nested('vision_config')?.nested('params')?.text('model_name') ?? '';
  if (name !== 'siglip_large_patch16_384')
    fields.problem(`vision_config.params.model_name is ${name || 'missing'}, a tower whose tensors are not known here.`);
  const hidden = innerFields(fields).count('hidden_size');
  const tokens = fields.nested('gen_vision_config')?.nested('params')?.count('image_token_size') ?? 16_384;
  return withTensors(layout, [
    ...siglip384Large(inside(root, 'vision_model')),
    ...twoMaps('aligner', hidden, 1024),
    // VQ-16, the picture tokenizer: 71.9 M values. https://github.com/FoundationVision/LlamaGen
    ...table(root, 'gen_vision_model', 1, 71_883_403),
    ...table(root, 'gen_embed', tokens, 8),
    ...twoMaps('gen_aligner', hidden, 8),
    ...visionLinear(root, 'gen_head.output_mlp_projector', { rows: hidden, columns: hidden, bias: true }),
    ...visionLinear(root, 'gen_head.vision_head', { rows: tokens, columns: hidden, bias: true }),
  ]);
};

function twoMaps(name: string, hidden: number, inputs: number) {
  return [
    ...visionLinear(root, `${name}.layers.0`, { rows: hidden, columns: inputs, bias: true }),
    ...visionLinear(root, `${name}.layers.2`, { rows: hidden, columns: hidden, bias: true }),
  ];
}
