import { inside, root } from '../blocks/place.ts';
import { phi3 } from '../families/phi.ts';
import type { Family } from '../family.ts';
import { plainNames } from '../family.ts';
import { innerText, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { towerOf } from '../towers/known.ts';
import { clipLarge, convNextXxLarge, siglip400 } from '../towers/named.ts';
import { resampler } from '../towers/resampler.ts';
import { table, visionLinear } from '../towers/transformer.ts';

/** https://huggingface.co/microsoft/Phi-3-vision-128k-instruct (image_embedding_phi3_v.py) */
export const phi3Vision: Family = (fields) => {
  const layout = phi3(fields, plainNames);
  const processor = fields.nested('img_processor');
  const name = processor?.text('model_name') ?? '';
  if (name !== 'openai/clip-vit-large-patch14-336')
    fields.problem(`img_processor.model_name is ${name || 'missing'}, a tower whose tensors are not known here.`);
  const place = { path: 'model.vision_embed_tokens' };
  const merged = 4 * (processor?.countOr('image_dim_out', 1024) ?? 1024);
  const hidden = fields.count('hidden_size');
  return withTensors(layout, [
    ...clipLarge(inside(place, 'img_processor.vision_model')),
    ...['glb_GN', 'sub_GN'].flatMap((each) => table(place, each, 1, merged)),
    ...visionLinear(place, 'img_projection.0', { rows: hidden, columns: merged, bias: true }),
    ...visionLinear(place, 'img_projection.2', { rows: hidden, columns: hidden, bias: true }),
  ]);
};

/** MiniCPM-V: the language model follows its version, a resampler joins the two. https://huggingface.co/openbmb/MiniCPM-V-2_6 */
export const minicpmV: Family = (fields) => {
  const version = fields.positiveOr('version', 2);
  const text = version >= 4.5 ? 'qwen3' : version >= 4 ? 'llama' : version >= 2.6 ? 'qwen2' : version >= 2.5 ? 'llama' : 'minicpm';
  const layout = innerText(fields, { model: 'llm.model', head: 'llm.lm_head' }, text);
  const vision = fields.nested('vision_config');
  const dropped = fields.flag('drop_vision_last_layer', version < 2.6) ? 1 : 0;
  const place = inside(root, 'vpm');
  const tower = vision
    ? towerOf(place, vision.withDefaults({ vision_use_head: false, model_type: 'siglip_vision_model' }))
    : siglip400(place, { dropped, head: false });
  return withTensors(layout, [
    ...tower,
    ...resampler(inside(root, 'resampler'), {
      queries: fields.count('query_num'),
      width: fields.count('hidden_size'),
      inputs: vision?.count('hidden_size') ?? 1152,
      positions: vision === undefined,
    }),
  ]);
};

/** Alibaba's Logics-Thinking: Qwen3 with two towers, each without its last layer where it is SigLIP. */
export const logics: Family = (fields) => {
  const layout = innerText(fields, plainNames, 'qwen3');
  const named = fields.text('mm_vision_tower') ?? '';
  if (named !== 'convnext-1024,siglip2-384')
    fields.problem(`mm_vision_tower is ${named || 'missing'}, a tower whose tensors are not known here.`);
  const hidden = fields.count('hidden_size');
  const seen = fields.count('mm_hidden_size');
  return withTensors(layout, [
    ...convNextXxLarge({ path: 'model.vision_tower' }),
    ...siglip400({ path: 'model.siglip_tower' }, { dropped: 1, head: false }),
    ...twoMaps(hidden, seen),
    ...table({ path: 'model' }, 'image_newline', 1, hidden),
  ]);
};

function twoMaps(hidden: number, seen: number): Tensor[] {
  return [
    ...visionLinear({ path: 'model.mm_projector' }, '0', { rows: hidden, columns: seen, bias: true }),
    ...visionLinear({ path: 'model.mm_projector' }, '2', { rows: hidden, columns: hidden, bias: true }),
  ];
}
