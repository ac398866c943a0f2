/** Apertus: no gate, an activation with weights of its own, norms for each head. */
import { decoder } from '../blocks/decoder.ts';
import { dense, plain } from '../blocks/feed-forward.ts';
import { inside, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const apertus: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias, norm: 'head' },
    norms: ['attention_layernorm', 'feedforward_layernorm'],
    feedForward: (layers, { hidden }) => {
      const mlp = inside(layers, 'mlp');
      const parameters = ['alpha_p', 'alpha_n', 'beta', 'eps'].flatMap((name) => vector(mlp, `act_fn.${name}`, 1, 'other'));
      return dense([...plain(mlp, { hidden, width: fields.count('intermediate_size') }), ...parameters]);
    },
  });
};
