/** DeepSeek-VL2 and DeepSeek-OCR 2: a small mixture behind SigLIP, or behind SAM and a Qwen2 that reads the picture. */
import { ConfigFields } from '../../config/fields.ts';
import { inside, root } from '../blocks/place.ts';
import { qwen2 } from '../families/qwen2.ts';
import type { Family } from '../family.ts';
import { innerFields, innerText, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { siglip400 } from '../towers/named.ts';
import { samTower } from '../towers/sam.ts';
import { table, visionLinear } from '../towers/transformer.ts';

export const deepseekVl2: Family = (fields) => {
  const vision = fields.nested('vision_config');
  const name = vision?.text('model_name') ?? '';
  if (name === 'deepencoderv2') return ocr2(fields);
  const layout = innerText(fields, { model: 'language.model', head: 'language.lm_head' }, 'deepseek_v2');
  if (name !== 'siglip_so400m_patch14_384')
    fields.problem(`vision_config.model_name is ${name || 'missing'}, a tower whose tensors are not known here.`);
  const hidden = innerFields(fields).count('hidden_size');
  return withTensors(layout, [
    ...siglip400(inside(root, 'vision'), { head: true }),
    ...visionLinear(root, 'projector.layers.0', { rows: hidden, columns: 4 * 1152, bias: true }),
    ...visionLinear(root, 'projector.layers.2', { rows: hidden, columns: hidden, bias: true }),
    ...['image_newline', 'view_seperator'].flatMap((each) => table(root, each, 1, hidden)),
  ]);
};

/** https://huggingface.co/deepseek-ai/DeepSeek-OCR-2 (deepencoderv2.py) */
function ocr2(fields: ConfigFields): ReturnType<Family> {
  const layout = innerText(fields, { model: 'model', head: 'lm_head' }, 'deepseek_v2');
  const hidden = innerFields(fields).count('hidden_size');
  const width = fields.nested('projector_config')?.count('input_dim') ?? fields.problem('projector_config is missing.');
  return withTensors(layout, [
    ...samTower(inside(root, 'model.sam_model'), { hidden: 768, layers: 12, heads: 12, global: [2, 5, 8, 11], channels: [512, width] }),
    ...readingQwen(),
    ...[144, 256].flatMap((queries) => table(root, `model.qwen2_model.query_${queries === 144 ? 768 : 1024}`, queries, width)),
    ...visionLinear(root, 'model.projector.layers', { rows: hidden, columns: width, bias: true }),
    ...table(root, 'model.view_seperator', 1, hidden),
  ]);
}

/** Qwen2-0.5B without its words. */
function readingQwen(): Tensor[] {
  const described = {
    model_type: 'qwen2',
    architectures: ['Qwen2Model'],
    hidden_size: 896,
    num_hidden_layers: 24,
    num_attention_heads: 14,
    num_key_value_heads: 2,
    intermediate_size: 4864,
    vocab_size: 1,
  };
  const layout = qwen2(new ConfigFields([described], '', new Set()), { model: 'model.qwen2_model.model', head: '' });
  return layout.tensors.filter(({ role }) => role !== 'embedding').map((tensor) => ({ ...tensor, role: 'vision' }));
}
