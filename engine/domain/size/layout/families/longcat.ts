/** LongCat-Flash: every layer is two of latent attention and two dense blocks, with experts beside them (some do nothing). */
import { contextLimit } from '../blocks/context.ts';
import { gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { ends } from '../blocks/head.ts';
import { latentAttention, latentCache, latentShape } from '../blocks/latent-attention.ts';
import { inside, layersOf, norms } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const longcatFlash: Family = (fields, names = plainNames) => {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  const count = fields.count('num_hidden_layers');
  const shape = latentShape(fields, { hidden, heads });
  const layers = layersOf(`${names.model}.layers`, count);
  const experts = fields.count('num_experts');
  const width = fields.count('moe_intermediate_size');
  const halves = ['0', '1'];
  const { tensors, purpose } = ends(fields, names, { hidden, vocabulary: fields.count('vocab_size'), tied: false });
  return {
    purpose,
    tensors: [
      ...tensors,
      ...halves.flatMap((half) => latentAttention(inside(layers, `self_attn.${half}`), shape, fields.flag('attention_bias', false))),
      ...halves.flatMap((half) => gated(inside(layers, `mlps.${half}`), { hidden, width: fields.count('intermediate_size') })),
      ...halves.flatMap((half) => norms(layers, [`input_layernorm.${half}`, `post_attention_layernorm.${half}`], { width: hidden })),
      ...routedExperts(inside(layers, 'mlp.experts'), { hidden, width, experts }),
      ...router(
        inside(layers, 'mlp.router'),
        { hidden, experts: experts + fields.wholeOr('zero_expert_num', 0), correction: 'e_score_correction_bias' },
        'classifier',
      ),
      ...norms({ path: names.model }, ['norm'], { width: hidden }),
    ],
    cache: purpose === 'generate' ? latentCache(2 * count, shape) : [],
    split: { layers: count, attentionHeads: heads, keyValueHeads: undefined, experts, expertWidth: width },
    contextLimit: contextLimit(fields),
  };
};
