/** A resampler: learned queries that attend to what the tower saw (Qwen-VL, MiniCPM-V). */
import type { Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { table, visionLinear, visionNorm } from './transformer.ts';

export interface Resampler {
  readonly queries: number;
  readonly width: number;
  /** Width of the tower. */
  readonly inputs: number;
  /** The queries' positions are kept in the files. */
  readonly positions: boolean;
}

/** With a norm after it and a square map, as MiniCPM-V has them. */
export function resampler(place: Place, shape: Resampler): Tensor[] {
  return [...attending(place, shape), ...visionNorm(place, 'ln_post', shape.width), ...table(place, 'proj', shape.width, shape.width)];
}

/** Queries, the map of what is attended to, attention, and a norm for each side. */
export function attending(place: Place, { queries, width, inputs, positions }: Resampler): Tensor[] {
  return [
    ...table(place, 'query', queries, width),
    ...(positions ? table(place, 'pos_embed', queries, width) : []),
    ...visionLinear(place, 'kv_proj', { rows: width, columns: inputs }),
    ...visionLinear(place, 'attn.in_proj', { rows: 3 * width, columns: width, bias: true }),
    ...visionLinear(place, 'attn.out_proj', { rows: width, columns: width, bias: true }),
    ...['ln_q', 'ln_kv'].flatMap((name) => visionNorm(place, name, width)),
  ];
}
