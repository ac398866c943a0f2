/** ALBERT: one layer's weights for all layers, embeddings narrower than it. */
import { groupedAttention } from '../blocks/attention.ts';
import { embeddings, encoder, sizes, whole } from '../blocks/encoder.ts';
import { plain } from '../blocks/feed-forward.ts';
import { inside, layersOf, matrix, norms, root } from '../blocks/place.ts';
import type { Family } from '../family.ts';

/** https://arxiv.org/abs/1909.11942 */
export const albert: Family = (fields) => {
  const { hidden, width } = sizes(fields);
  const narrow = fields.countOr('embedding_size', 128);
  const groups = layersOf('encoder.albert_layer_groups', fields.countOr('num_hidden_groups', 1) * fields.countOr('inner_group_num', 1));
  return encoder(
    fields,
    [
      ...embeddings(fields, narrow, { positions: true, types: 2 }),
      ...matrix(root, 'encoder.embedding_hidden_mapping_in', { rows: hidden, columns: narrow, bias: true }),
      ...groupedAttention(inside(groups, 'attention'), whole(hidden), {
        bias: true,
        outputBias: true,
        names: ['query', 'key', 'value', 'dense'],
      }),
      ...plain(groups, { hidden, width, bias: true }, ['ffn', 'ffn_output']),
      ...norms(groups, ['attention.LayerNorm', 'full_layer_layer_norm'], { width: hidden, bias: true }),
    ],
    'bert',
  );
};
