/** Models with LLaMA's shape and names of their own: InternLM2, Qwen 1, Baichuan, MiniCPM. */
import { decoder } from '../blocks/decoder.ts';
import { dense, gated } from '../blocks/feed-forward.ts';
import { inside } from '../blocks/place.ts';
import { type Family, type Names, own, plainNames } from '../family.ts';

/** https://huggingface.co/internlm/internlm2-chat-7b (modeling_internlm2.py). Reward models put out one value. */
export const internlm2: Family = (fields, names) => {
  const bias = fields.flag('bias', false);
  const place: Names = { model: 'model', head: 'output' };
  return decoder(fields, insideOf(names, place), {
    embedding: 'tok_embeddings',
    attentionModule: 'attention',
    attention: { bias, outputBias: bias, names: ['wqkv', 'wo'] },
    norms: ['attention_norm', 'ffn_norm'],
    feedForward: (layers, { hidden }) =>
      dense(gated(inside(layers, 'feed_forward'), { hidden, width: fields.count('intermediate_size') }, ['w1', 'w3', 'w2'])),
    rewardHead: 'single',
  });
};

/** Qwen 1: `intermediate_size` is twice the width, and one map makes queries, keys and values, with a bias. */
export const qwen: Family = (fields, names) => {
  const width = fields.count('intermediate_size') / 2;
  const bias = !fields.flag('no_bias', true);
  return decoder(fields, own(names, { model: 'transformer', head: 'lm_head' }), {
    stack: 'h',
    embedding: 'wte',
    norms: ['ln_1', 'ln_2'],
    finalNorm: 'ln_f',
    attentionModule: 'attn',
    attention: { bias: true, outputBias: bias, names: ['c_attn', 'c_proj'] },
    feedForward: (layers, { hidden }) => dense(gated(inside(layers, 'mlp'), { hidden, width, bias }, ['w1', 'w2', 'c_proj'])),
  });
};

export const baichuan: Family = (fields, names = plainNames) => decoder(fields, names, { attention: { names: ['W_pack', 'o_proj'] } });

/** MiniCPM 1 and 2: the output layer is the embedding where the config does not say. */
export const minicpm: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, { tied: true, attention: { bias, outputBias: bias } });
};

function insideOf(names: Names | undefined, theirs: Names): Names {
  if (names === undefined || names === plainNames) return theirs;
  return { model: names.model, head: names.head.replace('lm_head', 'output') };
}
