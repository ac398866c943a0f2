/** Experts that work in a latent narrower than the hidden size (Kimi K3); the plain mixture where the config names none. */
import type { ConfigFields } from '../../config/fields.ts';
import { type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, layersWhere, matrix, type Place, vector } from '../blocks/place.ts';
import { sharedAndRouted } from '../blocks/shared-experts.ts';

export function latentMixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const latent = fields.countOr('routed_expert_hidden_size', undefined);
  if (latent === undefined) return sharedAndRouted(fields, { layers, hidden, correction: true });
  const first = fields.wholeOr('first_k_dense_replace', 0);
  const mlp = inside(
    layersWhere(layers, (layer) => layer >= first),
    'block_sparse_moe',
  );
  const experts = fields.count('num_experts');
  const width = fields.count('moe_intermediate_size');
  const shared = fields.wholeOr('n_shared_experts', 0);
  return {
    experts,
    expertWidth: width,
    tensors: [
      ...gated(
        inside(
          layersWhere(layers, (layer) => layer < first),
          'mlp',
        ),
        { hidden, width: fields.count('intermediate_size') },
      ),
      ...routedExperts(inside(mlp, 'experts'), { hidden: latent, width, experts }, ['w1', 'w3', 'w2']),
      ...router(mlp, { hidden, experts, correction: 'gate.e_score_correction_bias' }),
      ...matrix(mlp, 'routed_expert_down_proj', { rows: latent, columns: hidden }),
      ...matrix(mlp, 'routed_expert_up_proj', { rows: hidden, columns: latent }),
      ...(fields.flag('latent_moe_use_norm', false) ? vector(mlp, 'routed_expert_norm', latent) : []),
      ...(shared > 0 ? gated(inside(mlp, 'shared_experts'), { hidden, width: width * shared }) : []),
    ],
  };
}
