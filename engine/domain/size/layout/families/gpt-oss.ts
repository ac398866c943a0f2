/** gpt-oss: sinks, biases everywhere, experts of width `intermediate_size`; every second layer has a window. */
import { decoder } from '../blocks/decoder.ts';
import { inside, matrix, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const gptOss: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    attention: { bias: true, outputBias: true },
    kinds: (layer) => (layer % 2 === 0 ? 'sliding' : 'full'),
    extra: (layers, { heads }) => vector(inside(layers, 'self_attn'), 'sinks', heads, 'other'),
    feedForward: (layers, { hidden }) => {
      const mlp = inside(layers, 'mlp');
      const experts = fields.count('num_experts');
      const expertWidth = fields.count('intermediate_size');
      const expert = { role: 'expert', times: experts, bias: true } as const;
      return {
        experts,
        expertWidth,
        tensors: [
          ...matrix(mlp, 'router', { rows: experts, columns: hidden, role: 'router', bias: true }),
          // Gate and up are one tensor for all experts.
          ...matrix(mlp, 'experts.gate_up_proj', { ...expert, rows: 2 * expertWidth, columns: hidden }),
          ...matrix(mlp, 'experts.down_proj', { ...expert, rows: hidden, columns: expertWidth }),
        ],
      };
    },
  });
