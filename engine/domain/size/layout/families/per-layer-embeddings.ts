/** A second, wide embedding that gives each layer its own vector for a token (Gemma 3n, small Gemma 4). */
import type { ConfigFields } from '../../config/fields.ts';
import { matrix, norms, type Place, vector } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';

interface Around {
  readonly hidden: number;
  readonly model: string;
}

/** Nothing where `hidden_size_per_layer_input` is 0 or absent. */
export function perLayerEmbeddings(fields: ConfigFields, layers: Place, { hidden, model }: Around): Tensor[] {
  const width = fields.wholeOr('hidden_size_per_layer_input', 0);
  if (!(width > 0)) return [];
  const all = width * (layers.layers?.length ?? 0);
  const place = { path: model };
  return [
    ...matrix(place, 'embed_tokens_per_layer', {
      rows: fields.countOr('vocab_size_per_layer_input', 262_144),
      columns: all,
      role: 'embedding',
    }),
    ...matrix(place, 'per_layer_model_projection', { rows: all, columns: hidden }),
    ...vector(place, 'per_layer_projection_norm', width),
    ...matrix(layers, 'per_layer_input_gate', { rows: width, columns: hidden }),
    ...matrix(layers, 'per_layer_projection', { rows: hidden, columns: width }),
    ...norms(layers, ['post_per_layer_input_norm'], { width: hidden }),
  ];
}
