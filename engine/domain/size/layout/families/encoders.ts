/** Encoders of text with learned positions: BERT and its kin. They keep no cache. */
import { groupedAttention } from '../blocks/attention.ts';
import { bertLayers, embeddings, encoder, sizes, whole } from '../blocks/encoder.ts';
import { plain } from '../blocks/feed-forward.ts';
import { inside, layersOf, matrix, norms, root } from '../blocks/place.ts';
import type { Family } from '../family.ts';

export const bert: Family = (fields) => {
  const { hidden } = sizes(fields);
  return encoder(fields, [...embeddings(fields, hidden, { positions: true, types: 2 }), ...bertLayers(fields)], 'bert');
};

/** Token types are one unless the config says two. */
export const roberta: Family = (fields) => {
  const { hidden } = sizes(fields);
  return encoder(fields, [...embeddings(fields, hidden, { positions: true, types: 2 }), ...bertLayers(fields)], 'roberta');
};

export const mpnet: Family = (fields) => {
  const { hidden, heads } = sizes(fields);
  const buckets = matrix(root, 'encoder.relative_attention_bias', {
    rows: fields.countOr('relative_attention_num_buckets', 32),
    columns: heads,
    role: 'other',
  });
  return encoder(fields, [...embeddings(fields, hidden, { positions: true, types: 0 }), ...bertLayers(fields), ...buckets], 'bert');
};

/** Embeddings narrower than the layers, and joined to them by a map. */
export const electra: Family = (fields) => {
  const { hidden } = sizes(fields);
  const narrow = fields.countOr('embedding_size', hidden);
  const project = narrow === hidden ? [] : matrix(root, 'embeddings_project', { rows: hidden, columns: narrow, bias: true });
  return encoder(fields, [...embeddings(fields, narrow, { positions: true, types: 2 }), ...project, ...bertLayers(fields)], 'none');
};

export const distilbert: Family = (given) => {
  const fields = given.withDefaults({ intermediate_size: given.raw('hidden_dim') });
  const { hidden, layers, width } = sizes(fields);
  const place = layersOf('transformer.layer', layers);
  return encoder(
    fields,
    [
      ...embeddings(fields, hidden, { positions: true, types: 0 }),
      ...groupedAttention(inside(place, 'attention'), whole(hidden), {
        bias: true,
        outputBias: true,
        names: ['q_lin', 'k_lin', 'v_lin', 'out_lin'],
      }),
      ...plain(inside(place, 'ffn'), { hidden, width, bias: true }, ['lin1', 'lin2']),
      ...norms(place, ['sa_layer_norm', 'output_layer_norm'], { width: hidden, bias: true }),
    ],
    'none',
  );
};

/** DeBERTa v2 and 3: relative positions from one table, no pooler. */
export const debertaV2: Family = (fields) => {
  const { hidden } = sizes(fields);
  const relative = fields.flag('relative_attention', false);
  const spread = fields.raw('position_buckets') ?? fields.raw('max_relative_positions');
  const rows = typeof spread === 'number' && spread > 0 ? spread : fields.count('max_position_embeddings');
  const table = relative ? matrix(root, 'encoder.rel_embeddings', { rows: 2 * rows, columns: hidden, role: 'embedding' }) : [];
  const normed =
    relative && (fields.text('norm_rel_ebd') ?? '').includes('layer_norm')
      ? norms(root, ['encoder.LayerNorm'], { width: hidden, bias: true })
      : [];
  const positions = fields.flag('position_biased_input', true);
  return encoder(fields, [...embeddings(fields, hidden, { positions, types: 0 }), ...bertLayers(fields), ...table, ...normed], 'none');
};
