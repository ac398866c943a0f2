/** State space models without attention: Mamba, Falcon Mamba and Mamba 2. */
import type { ConfigFields } from '../../config/fields.ts';
import { ends } from '../blocks/head.ts';
import { type Mamba1Shape, mamba1, mamba1Cache, mamba2, mamba2Cache } from '../blocks/mamba.ts';
import { inside, layersOf, norms, type Place } from '../blocks/place.ts';
import type { Family, FamilyLayout, Names } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';

const names: Names = { model: 'backbone', head: 'lm_head' };

export const mamba: Family = (fields) => {
  const hidden = fields.count('hidden_size');
  const shape: Mamba1Shape = {
    hidden,
    inner: fields.countOr('intermediate_size', fields.countOr('d_inner', Math.round(fields.positiveOr('expand', 2) * hidden))),
    state: fields.countOr('state_size', 16),
    rank: timeStepRank(fields, hidden),
    kernel: fields.countOr('conv_kernel', 4),
    bias: fields.flag('use_bias', false),
    convolutionBias: fields.flag('use_conv_bias', true),
    norms: false,
  };
  return stateOnly(fields, {
    mixer: (place) => mamba1(place, shape),
    cache: (layers) => mamba1Cache(fields, layers, shape),
    tied: true,
    heads: shape.inner,
    headsAre: 'channels',
  });
};

export const mamba2Model: Family = (fields) => {
  const heads = fields.count('num_attention_heads');
  const shape = {
    hidden: fields.count('hidden_size'),
    heads,
    headWidth: fields.count('head_dim'),
    groups: fields.countOr('n_groups', 1),
    state: fields.countOr('state_size', 128),
    kernel: fields.countOr('conv_kernel', 4),
    bias: fields.flag('use_bias', false),
    convolutionBias: fields.flag('use_conv_bias', true),
    norm: true,
  };
  return stateOnly(fields, {
    mixer: (place) => mamba2(place, shape),
    cache: (layers) => mamba2Cache(fields, layers, shape),
    tied: false,
    heads,
  });
};

/** `auto`, or nothing: a sixteenth of the hidden size. */
export function timeStepRank(fields: ConfigFields, hidden: number, field = 'time_step_rank'): number {
  return fields.raw(field) === 'auto' || !fields.has(field) ? Math.ceil(hidden / 16) : fields.count(field);
}

interface StateOnly {
  readonly mixer: (place: Place) => Tensor[];
  readonly cache: (layers: number) => CacheGroup[];
  readonly tied: boolean;
  /** What tensor parallelism divides by. */
  readonly heads: number;
  readonly headsAre?: 'channels';
}

function stateOnly(fields: ConfigFields, { mixer, cache, tied, heads, headsAre }: StateOnly): FamilyLayout {
  const hidden = fields.count('hidden_size');
  const count = fields.count('num_hidden_layers');
  const layers = layersOf(`${names.model}.layers`, count);
  const { tensors, purpose } = ends(fields, names, { hidden, vocabulary: fields.count('vocab_size'), tied, embedding: 'embeddings' });
  return {
    purpose,
    tensors: [
      ...tensors,
      ...mixer(inside(layers, 'mixer')),
      ...norms(layers, ['norm'], { width: hidden }),
      ...norms({ path: names.model }, ['norm_f'], { width: hidden }),
    ],
    cache: purpose === 'generate' ? cache(count) : [],
    split: { layers: count, attentionHeads: heads, headsAre, keyValueHeads: undefined, experts: 0, expertWidth: undefined },
    // A state has no length that it ends at; some configs say what they were trained with.
    contextLimit: fields.countOr('max_position_embeddings', undefined),
  };
}
