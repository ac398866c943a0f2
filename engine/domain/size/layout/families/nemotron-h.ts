/** Nemotron-H and Nemotron 3: every layer is one thing, Mamba 2, attention, a feed-forward block or a mixture. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache } from '../blocks/cache.ts';
import { contextLimit } from '../blocks/context.ts';
import { plain, routedExperts, router } from '../blocks/feed-forward.ts';
import { ends } from '../blocks/head.ts';
import { type Mamba2Shape, mamba2, mamba2Cache } from '../blocks/mamba.ts';
import { inside, layersOf, layersWhere, matrix, norms, type Place } from '../blocks/place.ts';
import { type DecoderShape, decoderShape } from '../blocks/shape.ts';
import type { Family } from '../family.ts';
import type { Tensor } from '../layout.ts';

type Kind = 'mamba' | 'attention' | 'forward' | 'mixture';

const letters: Readonly<Record<string, Kind>> = { M: 'mamba', '*': 'attention', '-': 'forward', E: 'mixture' };
const words: Readonly<Record<string, Kind>> = {
  mamba: 'mamba',
  linear_attention: 'mamba',
  attention: 'attention',
  full_attention: 'attention',
  mlp: 'forward',
  moe: 'mixture',
};

export const nemotronH: Family = (given, names = { model: 'backbone', head: 'lm_head' }) => {
  const kinds = kindsOf(given);
  const fields = given.withDefaults({ num_hidden_layers: kinds.length || undefined });
  const shape = decoderShape(fields);
  const layers = layersOf(`${names.model}.layers`, kinds.length);
  const of = (kind: Kind): Place =>
    inside(
      layersWhere(layers, (layer) => kinds[layer] === kind),
      'mixer',
    );
  const mamba = kinds.includes('mamba') ? mambaShape(fields, shape.hidden) : undefined;
  const bias = fields.flag('attention_bias', false);
  const mixture = kinds.includes('mixture');
  const { tensors, purpose } = ends(fields, names, { ...shape, tied: false, embedding: 'embeddings' });
  return {
    purpose,
    tensors: [
      ...tensors,
      ...norms(layers, ['norm'], { width: shape.hidden }),
      ...norms({ path: names.model }, ['norm_f'], { width: shape.hidden }),
      ...(mamba ? mamba2(of('mamba'), mamba) : []),
      ...groupedAttention(of('attention'), shape, { bias, outputBias: bias }),
      ...(kinds.includes('forward')
        ? plain(of('forward'), { hidden: shape.hidden, width: fields.count('intermediate_size'), bias: fields.flag('mlp_bias', false) })
        : []),
      ...(mixture ? experts(fields, of('mixture'), shape) : []),
    ],
    cache: purpose === 'generate' ? cacheOf(fields, kinds, shape, mamba) : [],
    split: {
      layers: kinds.length,
      attentionHeads: shape.heads,
      keyValueHeads: shape.keyValueHeads,
      experts: mixture ? fields.count('num_experts') : 0,
      expertWidth: mixture ? fields.count('moe_intermediate_size') : undefined,
    },
    contextLimit: contextLimit(fields),
  };
};

/** `hybrid_override_pattern` spells the layers, one letter each; newer configs list them in words. */
function kindsOf(fields: ConfigFields): Kind[] {
  const pattern = fields.text('hybrid_override_pattern');
  const listed = fields.texts('layers_block_type');
  const kinds = pattern ? [...pattern].map((letter) => letters[letter]) : (listed ?? []).map((word) => words[word]);
  if (kinds.length === 0) fields.problem('hybrid_override_pattern is missing.');
  const known = kinds.filter((kind) => kind !== undefined);
  if (known.length < kinds.length)
    fields.problem(`hybrid_override_pattern has ${kinds.length - known.length} layers of a kind not known here.`);
  const said = fields.countOr('num_hidden_layers', kinds.length);
  if (said !== kinds.length) fields.problem(`hybrid_override_pattern names ${kinds.length} layers, but num_hidden_layers is ${said}.`);
  return known;
}

function cacheOf(fields: ConfigFields, kinds: readonly Kind[], shape: DecoderShape, mamba: Mamba2Shape | undefined) {
  const attending = kinds.filter((kind) => kind === 'attention').map(() => 'full' as const);
  const states = kinds.filter((kind) => kind === 'mamba').length;
  return [...keyValueCache(attending, shape), ...(mamba ? mamba2Cache(fields, states, mamba) : [])];
}

/** Nemotron 3 Super leads experts through a narrower latent (`moe_latent_size`). */
function experts(fields: ConfigFields, place: Place, { hidden }: DecoderShape): Tensor[] {
  const count = fields.count('num_experts');
  const latent = fields.countOr('moe_latent_size', undefined);
  const shared = fields.countOr('shared_expert_intermediate_size', 0) * fields.wholeOr('n_shared_experts', 1);
  return [
    ...routedExperts(inside(place, 'experts'), {
      hidden: latent ?? hidden,
      width: fields.count('moe_intermediate_size'),
      experts: count,
      gate: false,
    }),
    ...router(place, { hidden, experts: count, correction: 'gate.e_score_correction_bias' }),
    ...(shared > 0 ? plain(inside(place, 'shared_experts'), { hidden, width: shared }) : []),
    ...(latent === undefined
      ? []
      : [
          ...matrix(place, 'fc1_latent_proj', { rows: latent, columns: hidden }),
          ...matrix(place, 'fc2_latent_proj', { rows: hidden, columns: latent }),
        ]),
  ];
}

function mambaShape(fields: ConfigFields, hidden: number): Mamba2Shape {
  return {
    hidden,
    heads: fields.count('mamba_num_heads'),
    headWidth: fields.count('mamba_head_dim'),
    groups: fields.countOr('n_groups', 8),
    state: fields.count('ssm_state_size'),
    kernel: fields.countOr('conv_kernel', 4),
    bias: fields.flag('mamba_proj_bias', fields.flag('use_bias', false)),
    convolutionBias: fields.flag('use_conv_bias', true),
    norm: true,
  };
}
