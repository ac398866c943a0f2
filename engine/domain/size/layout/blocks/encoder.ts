/** What every text encoder consists of: embeddings, layers, what stands behind them. */
import type { ConfigFields } from '../../config/fields.ts';
import type { FamilyLayout } from '../family.ts';
import type { Tensor } from '../layout.ts';
import { groupedAttention } from './attention.ts';
import { contextLimit } from './context.ts';
import { encoderHead, encoderPurpose } from './encoder-heads.ts';
import { plain } from './feed-forward.ts';
import { inside, layersOf, matrix, norms, root } from './place.ts';

const attentionNames = ['self.query', 'self.key', 'self.value', 'output.dense'] as const;

export interface Sizes {
  readonly hidden: number;
  readonly heads: number;
  readonly layers: number;
  readonly width: number;
}

export function sizes(fields: ConfigFields): Sizes {
  const hidden = fields.count('hidden_size');
  const width = fields.countOr('intermediate_size', 4 * hidden);
  return { hidden, width, heads: fields.count('num_attention_heads'), layers: fields.count('num_hidden_layers') };
}

export function encoder(fields: ConfigFields, body: readonly Tensor[], kind: Parameters<typeof encoderHead>[1]): FamilyLayout {
  const { hidden, heads, layers } = sizes(fields);
  return {
    purpose: encoderPurpose(fields),
    tensors: [...body, ...encoderHead(fields, kind, hidden)],
    cache: [],
    split: {
      layers,
      attentionHeads: heads,
      keyValueHeads: fields.countOr('num_key_value_heads', heads),
      experts: 0,
      expertWidth: undefined,
    },
    contextLimit: contextLimit(fields),
  };
}

export function embeddings(fields: ConfigFields, width: number, { positions, types }: { positions: boolean; types: number }): Tensor[] {
  const place = inside(root, 'embeddings');
  const table = (name: string, rows: number) => matrix(place, name, { rows, columns: width, role: 'embedding' });
  const kinds = types === 0 ? fields.wholeOr('type_vocab_size', 0) : fields.wholeOr('type_vocab_size', types);
  return [
    ...table('word_embeddings', fields.count('vocab_size')),
    ...(positions ? table('position_embeddings', fields.count('max_position_embeddings')) : []),
    ...(kinds > 0 ? table('token_type_embeddings', kinds) : []),
    ...norms(place, ['LayerNorm'], { width, bias: true }),
  ];
}

export function bertLayers(fields: ConfigFields): Tensor[] {
  const { hidden, layers, width } = sizes(fields);
  const place = layersOf('encoder.layer', layers);
  return [
    ...groupedAttention(inside(place, 'attention'), whole(hidden), { bias: true, outputBias: true, names: attentionNames }),
    ...plain(place, { hidden, width, bias: true }, ['intermediate.dense', 'output.dense']),
    ...norms(place, ['attention.output.LayerNorm', 'output.LayerNorm'], { width: hidden, bias: true }),
  ];
}

export function whole(hidden: number) {
  return { hidden, heads: 1, keyValueHeads: 1, headWidth: hidden };
}
