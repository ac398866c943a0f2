/** What a layer that predicts further tokens (MTP) has beside attention and feed-forward. */
import type { Tensor } from '../layout.ts';
import { matrix, norms, type Place } from './place.ts';

interface Prediction {
  readonly hidden: number;
  readonly vocabulary: number;
  /** The files repeat embedding and head for the layer; true where not said. */
  readonly ends?: boolean | undefined;
}

/** A map that joins two hidden states, three norms, an embedding and a head. https://arxiv.org/abs/2412.19437 */
export function predictionLayers(layers: Place, { hidden, vocabulary, ends = true }: Prediction): Tensor[] {
  if (!layers.layers?.length) return [];
  return [
    ...(ends ? repeatedEnds(layers, hidden, vocabulary) : []),
    ...matrix(layers, 'eh_proj', { rows: hidden, columns: 2 * hidden }),
    ...norms(layers, ['enorm', 'hnorm', 'shared_head.norm'], { width: hidden }),
  ];
}

function repeatedEnds(layers: Place, columns: number, rows: number): Tensor[] {
  return [
    ...matrix(layers, 'embed_tokens', { rows, columns, role: 'embedding' }),
    ...matrix(layers, 'shared_head.head', { rows, columns, role: 'head' }),
  ];
}
