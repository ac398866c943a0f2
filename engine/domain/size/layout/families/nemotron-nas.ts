/** Llama Nemotron, found by architecture search: every layer has its own attention, or none, and its own width. */
import { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { contextLimit } from '../blocks/context.ts';
import { gated } from '../blocks/feed-forward.ts';
import { ends } from '../blocks/head.ts';
import { inside, layersOf, layersWhere, matrix, norms, type Place } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';

/** One layer as `block_configs` describes it. */
interface Block {
  /** 0: no attention. */
  readonly keyValueHeads: number;
  readonly linearAttention: boolean;
  /** 0: no feed-forward. */
  readonly width: number;
  readonly linearForward: boolean;
}

/** https://huggingface.co/nvidia/Llama-3_3-Nemotron-Super-49B-v1 (block_config.py, modeling_decilm.py) */
export const nemotronNas: Family = (fields, names = plainNames) => {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  const count = fields.count('num_hidden_layers');
  const blocks = blocksOf(fields, { hidden, heads, count });
  const layers = layersOf(`${names.model}.layers`, count);
  const { tensors, purpose } = ends(fields, names, { hidden, vocabulary: fields.count('vocab_size'), tied: false });
  const groups = distinct(blocks.map(({ keyValueHeads }) => keyValueHeads));
  const headWidth = fields.countOr('head_dim', hidden / heads);
  const cache = groups.map(
    (each): CacheGroup => ({
      kind: 'full',
      layers: blocks.filter(({ keyValueHeads }) => keyValueHeads === each).length,
      heads: each,
      keyWidth: headWidth,
      valueWidth: headWidth,
    }),
  );
  return {
    purpose,
    tensors: [
      ...tensors,
      ...groups.flatMap((keyValueHeads) =>
        attention(
          layersWhere(layers, (layer) => blocks[layer]?.keyValueHeads === keyValueHeads),
          { hidden, heads, keyValueHeads, headWidth },
        ),
      ),
      ...distinct(blocks.map(({ width }) => width)).flatMap((width) =>
        forward(
          layersWhere(layers, (layer) => blocks[layer]?.width === width),
          hidden,
          width,
        ),
      ),
      ...replaced(layers, blocks, hidden),
      ...norms({ path: names.model }, ['norm'], { width: hidden }),
    ],
    cache: purpose === 'generate' ? cache : [],
    // The smallest number of key-value heads decides how far the tensors split.
    split: {
      layers: count,
      attentionHeads: heads,
      keyValueHeads: groups.length === 0 ? heads : Math.min(...groups),
      experts: 0,
      expertWidth: undefined,
    },
    contextLimit: contextLimit(fields),
  };
};

function blocksOf(fields: ConfigFields, { hidden, heads, count }: { hidden: number; heads: number; count: number }): Block[] {
  const listed = fields.list('block_configs');
  if (listed?.length !== count)
    fields.problem(
      listed ? `block_configs names ${listed.length} layers, but num_hidden_layers is ${count}.` : 'block_configs is missing.',
    );
  return (listed ?? []).map((each) => blockOf(fields, each, { hidden, heads }));
}

function blockOf(fields: ConfigFields, value: unknown, { hidden, heads }: { hidden: number; heads: number }): Block {
  const object = typeof value === 'object' && value !== null ? { ...value } : {};
  const block = new ConfigFields([object], 'block_configs.', new Set());
  const attention = block.nested('attention');
  const forward = block.nested('ffn');
  const inGroup = attention?.countOr('n_heads_in_group', undefined);
  const none = attention?.flag('no_op', false) || attention?.flag('replace_with_linear', false);
  if (!attention || !forward || (inGroup === undefined && !none))
    fields.problem('block_configs has a layer without attention.n_heads_in_group or ffn.');
  const multiple = forward?.positiveOr('ffn_mult', undefined);
  const idle = forward?.flag('no_op', false) || forward?.flag('replace_with_linear', false);
  return {
    keyValueHeads: none || inGroup === undefined ? 0 : heads / inGroup,
    linearAttention: attention?.flag('replace_with_linear', false) ?? false,
    width: idle ? 0 : multiple === undefined ? (forward?.count('intermediate_size') ?? 0) : rounded((2 * multiple * hidden) / 3),
    linearForward: forward?.flag('replace_with_linear', false) ?? false,
  };
}

/** The next multiple of 256. */
function rounded(width: number): number {
  return Math.ceil(Math.trunc(width) / 256) * 256;
}

function attention(layers: Place, shape: Parameters<typeof groupedAttention>[1]): Tensor[] {
  return [...groupedAttention(inside(layers, 'self_attn'), shape), ...norms(layers, ['input_layernorm'], { width: shape.hidden })];
}

function forward(layers: Place, hidden: number, width: number): Tensor[] {
  return [...gated(inside(layers, 'mlp'), { hidden, width }), ...norms(layers, ['post_attention_layernorm'], { width: hidden })];
}

/** Halves that became one linear map, with their norm. */
function replaced(layers: Place, blocks: readonly Block[], hidden: number): Tensor[] {
  const square = { rows: hidden, columns: hidden };
  const mixing = layersWhere(layers, (layer) => blocks[layer]?.linearAttention === true);
  const feeding = layersWhere(layers, (layer) => blocks[layer]?.linearForward === true);
  return [
    ...(mixing.layers?.length
      ? [...matrix(mixing, 'self_attn.linear_attn', square), ...norms(mixing, ['input_layernorm'], { width: hidden })]
      : []),
    ...(feeding.layers?.length
      ? [...matrix(feeding, 'mlp.linear_mlp', square), ...norms(feeding, ['post_attention_layernorm'], { width: hidden })]
      : []),
  ];
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].filter((value) => value > 0);
}
