/** What one file of families/ gives: from the fields of a config to everything a layout says. */
import type { ConfigFields } from '../config/fields.ts';
import type { Layout } from './layout.ts';

/** How the checkpoint calls the parts around the layers, where they stand inside something larger. */
export interface Names {
  /** Path of the decoder: `model`, `model.language_model`. */
  readonly model: string;
  /** Path of the output layer. */
  readonly head: string;
}

export const plainNames: Names = { model: 'model', head: 'lm_head' };

/** A layout but for what the registry adds. */
export type FamilyLayout = Omit<Layout, 'modelType' | 'multimodal'>;

/** Reads through accessors that note what is missing, so a family never throws; the registry decides at the end. */
export type Family = (fields: ConfigFields, names?: Names) => FamilyLayout;

/** The names of a type's own checkpoints, except inside something larger. */
export function own(names: Names | undefined, theirs: Names): Names {
  return names === undefined || names === plainNames ? theirs : names;
}
