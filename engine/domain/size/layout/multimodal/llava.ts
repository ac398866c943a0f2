/** A vision tower, a projector and any language model: LLaVA and its many kin. */
import type { ConfigFields } from '../../config/fields.ts';
import { inside, type Place, root } from '../blocks/place.ts';
import type { Family } from '../family.ts';
import { innerFields, innerText, languageModel, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { towerOf } from '../towers/known.ts';
import { clipLarge } from '../towers/named.ts';
import { table, visionLinear, visionNorm } from '../towers/transformer.ts';

/** Text and vision widths that a projector joins. */
interface Widths {
  readonly text: number;
  readonly vision: number;
}

type Projector = (fields: ConfigFields, widths: Widths, vision: ConfigFields) => Tensor[];

const at: Place = inside(root, 'multi_modal_projector');

/** Two layers; several tower layers may be joined before them. */
const twoLayers: Projector = (fields, { text, vision }) => {
  const bias = fields.flag('multimodal_projector_bias', true);
  const layers = fields.list('vision_feature_layer')?.length ?? 1;
  return [
    ...visionLinear(at, 'linear_1', { rows: text, columns: vision * layers, bias }),
    ...visionLinear(at, 'linear_2', { rows: text, columns: text, bias }),
  ];
};

const withNewline: Projector = (fields, widths, vision) => [
  ...twoLayers(fields, widths, vision),
  ...table(root, 'image_newline', 1, widths.text),
];

export const llava: Family = (fields) => (fields.nested('vision_config') ? kin(twoLayers)(fields) : flatLlava(fields));

export const llavaNext = kin(withNewline);

export const vipLlava = kin((fields, { text, vision }) => {
  const layers = fields.list('vision_feature_layers')?.length ?? 5;
  return [
    ...visionNorm(at, 'projector_layernorm', vision * layers),
    ...visionLinear(at, 'linear_1', { rows: text, columns: vision * layers, bias: true }),
    ...visionLinear(at, 'linear_2', { rows: text, columns: text, bias: true }),
  ];
});

/** Mistral Small 3.1 and after: patches are merged before the two layers. */
export const mistral3 = kin((fields, { text, vision }) => {
  const bias = fields.flag('multimodal_projector_bias', false);
  return [
    ...visionNorm(at, 'norm', vision, false),
    ...visionLinear(at, 'patch_merger.merging_layer', { rows: vision, columns: vision * fields.countOr('spatial_merge_size', 2) ** 2 }),
    ...visionLinear(at, 'linear_1', { rows: text, columns: vision, bias }),
    ...visionLinear(at, 'linear_2', { rows: text, columns: text, bias }),
  ];
});

export const paligemma = kin((fields, { vision }, visionFields) =>
  visionLinear(at, 'linear', { rows: fields.countOr('projection_dim', visionFields.count('projection_dim')), columns: vision, bias: true }),
);

export const gemma3Seeing = kin((_, { text, vision }) => [
  ...table(at, 'mm_input_projection_weight', vision, text),
  ...visionNorm(at, 'mm_soft_emb_norm', vision, false),
]);

export const internVl = kin((fields, { text, vision }) => shuffled(text, vision * downsampled(fields)));

/** The original checkpoints: `llm_config`, and a projector called mlp1. */
export const internVlChat: Family = (fields) => kin((own, { text, vision }) => shuffled(text, vision * downsampled(own)))(fields);

export const cohere2Vision = kin((fields, { text, vision }) =>
  aligned(fields.withDefaults({ alignment_intermediate_size: 36_864 }), text, vision * fields.countOr('downsample_factor', 2) ** 2),
);

export const ayaVision = kin((fields, { text, vision }) => {
  const width = vision * fields.countOr('downsample_factor', 2) ** 2;
  return [...visionNorm(at, 'layernorm', width), ...aligned(fields, text, width)];
});

export const lfm2Vl = kin((fields, { text, vision }) => {
  const width = vision * fields.countOr('downsample_factor', 2) ** 2;
  const between = fields.countOr('projector_hidden_size', 2560);
  const bias = fields.flag('projector_bias', true);
  return [
    ...(fields.flag('projector_use_layernorm', true) ? visionNorm(at, 'layer_norm', width) : []),
    ...visionLinear(at, 'linear_1', { rows: between, columns: width, bias }),
    ...visionLinear(at, 'linear_2', { rows: text, columns: between, bias }),
  ];
});

/** Idefics 3 and SmolVLM: one map from the shuffled patches. */
export const idefics3 = kin((fields, { text, vision }) =>
  visionLinear(root, 'model.connector.modality_projection.proj', { rows: text, columns: vision * fields.countOr('scale_factor', 2) ** 2 }),
);

function kin(projector: Projector): Family {
  return (fields) => {
    const layout = innerText(fields, languageModel);
    const vision = fields.nested('vision_config');
    if (!vision) return layout;
    const tower = towerOf(inside(root, 'vision_tower'), vision);
    const widths = { text: innerFields(fields).count('hidden_size'), vision: towerWidth(tower) };
    return withTensors(layout, [...tower, ...projector(fields, widths, vision)]);
  };
}

/** The first LLaVA repositories name the tower in `mm_vision_tower` and leave its files to it; the engine holds it all the same. */
function flatLlava(fields: ConfigFields): ReturnType<Family> {
  const layout = innerText(fields, languageModel, 'llama');
  const named = fields.text('mm_vision_tower') ?? '';
  if (!/clip-vit-large-patch14-336$/.test(named)) {
    fields.problem(named === '' ? 'vision_config is missing.' : `mm_vision_tower is ${named}, a tower whose tensors are not known here.`);
    return layout;
  }
  return withTensors(layout, [
    ...clipLarge(inside(root, 'vision_tower')),
    ...twoLayers(fields, { text: fields.count('hidden_size'), vision: 1024 }, fields),
  ]);
}

function shuffled(text: number, width: number): Tensor[] {
  return [
    ...visionNorm(at, 'layer_norm', width),
    ...visionLinear(at, 'linear_1', { rows: text, columns: width, bias: true }),
    ...visionLinear(at, 'linear_2', { rows: text, columns: text, bias: true }),
  ];
}

function aligned(fields: ConfigFields, text: number, width: number): Tensor[] {
  const between = fields.countOr('alignment_intermediate_size', text);
  return [
    ...visionLinear(at, 'linear_1', { rows: between, columns: width, bias: true }),
    ...visionLinear(at, 'linear_2', { rows: text, columns: between / 2, bias: true }),
  ];
}

/** How many patches become one. */
function downsampled(fields: ConfigFields): number {
  return Math.round(1 / fields.positiveOr('downsample_ratio', 0.5)) ** 2;
}

/** The width of what a tower puts out: the rows of its patch embedding. */
function towerWidth(tower: readonly Tensor[]): number {
  return tower.find(({ module }) => /patch_embedding$|patch_conv$/.test(module))?.rows ?? Number.NaN;
}
