/** DBRX: its numbers stand in `attn_config` and `ffn_config`; experts in every layer, norms without biases. */
import { decoder } from '../blocks/decoder.ts';
import { routedExperts, router } from '../blocks/feed-forward.ts';
import { inside } from '../blocks/place.ts';
import type { Family } from '../family.ts';

/** https://huggingface.co/databricks/dbrx-base (modeling_dbrx.py) */
export const dbrx: Family = (fields) => {
  const attention = fields.nested('attn_config');
  const forward = fields.nested('ffn_config');
  if (!attention) fields.problem('attn_config is missing.');
  if (!forward) fields.problem('ffn_config is missing.');
  return decoder(
    fields,
    { model: 'transformer', head: 'lm_head' },
    {
      shape: { keyValueHeads: attention?.count('num_key_value_heads') ?? Number.NaN },
      stack: 'blocks',
      embedding: 'wte',
      norms: ['norm_attn_norm.norm_1', 'norm_attn_norm.norm_2'],
      finalNorm: 'norm_f',
      attentionModule: 'norm_attn_norm.attn',
      attention: { names: ['Wqkv', 'out_proj'] },
      feedForward: (layers, { hidden }) => {
        const experts = forward?.count('num_experts') ?? Number.NaN;
        const width = forward?.count('intermediate_size') ?? Number.NaN;
        return {
          experts,
          expertWidth: width,
          tensors: [
            ...routedExperts(inside(layers, 'ffn.experts.mlp'), { hidden, width, experts }, ['w1', 'v1', 'w2']),
            ...router(inside(layers, 'ffn'), { hidden, experts }, 'router.layer'),
          ],
        };
      },
    },
  );
};
