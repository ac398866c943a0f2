/** Which of several figures for a checkpoint's size is believed, and when none is. */
import { sizeText } from '../../units.ts';
import { isObject } from '../config/objects.ts';
import { shown } from '../config/plausible.ts';
import type { WeightsBasis } from './weights.ts';

export interface Figures {
  /** Bytes of the shapes that the config implies, in the format it names. */
  readonly shapes: number;
  /** model.safetensors.index.json, parsed. */
  readonly index: unknown;
  /** Of the weight files. */
  readonly files: number | undefined;
}

export interface Believed {
  readonly bytes: number;
  readonly basis: WeightsBasis;
  readonly notes: readonly string[];
}

/** Beyond this factor one of two figures is of another model. */
const implausible = 4;
/** Below it a difference is not worth a word: headers of the files, small tensors that no layout lists. */
const worthSaying = 0.02;
/** File sums that are this much larger hold the weights more than once. */
const twice = 1.5;

/** The index, the files, the shapes: in this order, each checked against the shapes. `contradiction`: no figure can be believed. */
export function believe({ shapes, index, files }: Figures): Believed | { readonly contradiction: string } {
  const total = totalOf(index);
  const name = total.bytes === undefined ? 'the sizes of the files' : 'model.safetensors.index.json';
  const stated = total.bytes ?? files;
  if (stated === undefined) return { bytes: shapes, basis: 'shapes', notes: total.notes };
  const ratio = stated / shapes;
  if (ratio > implausible || ratio < 1 / implausible) {
    return {
      contradiction: `By ${name} the weights take ${sizeText(stated)}, by the shapes that config.json implies ${sizeText(shapes)}: one of them is of another model.`,
    };
  }
  if (total.bytes === undefined && ratio > twice) {
    const note = `The files sum up to ${sizeText(stated)}, but the tensors take ${sizeText(shapes)}: the sum has copies in it (original/, metal/, consolidated.safetensors).`;
    return { bytes: shapes, basis: 'shapes', notes: [...total.notes, note] };
  }
  const basis = total.bytes === undefined ? 'files' : 'index';
  return { bytes: stated, basis, notes: [...total.notes, ...difference(name, stated, shapes), ...filesDifference(total.bytes, files)] };
}

/** `metadata.total_size`; with a note where it says nothing that can be true. */
function totalOf(index: unknown): { bytes: number | undefined; notes: string[] } {
  if (index === undefined || index === null) return { bytes: undefined, notes: [] };
  const metadata = isObject(index) ? index['metadata'] : undefined;
  const total = isObject(metadata) ? metadata['total_size'] : undefined;
  if (typeof total === 'number' && Number.isFinite(total) && total > 0) return { bytes: total, notes: [] };
  const said = total === undefined ? 'has no metadata.total_size' : `says that all tensors take ${shown(total)} bytes`;
  return { bytes: undefined, notes: [`model.safetensors.index.json ${said}: it is not used.`] };
}

function difference(name: string, stated: number, shapes: number): string[] {
  const part = stated / shapes - 1;
  if (Math.abs(part) <= worthSaying) return [];
  return [
    `By ${name} the weights take ${sizeText(stated)}, ${percent(part)} than the ${sizeText(shapes)} of the shapes that config.json implies.`,
  ];
}

function filesDifference(total: number | undefined, files: number | undefined): string[] {
  if (total === undefined || files === undefined) return [];
  const part = total / files - 1;
  if (Math.abs(part) <= worthSaying / 2) return [];
  return [`model.safetensors.index.json says ${sizeText(total)}, ${percent(part)} than the ${sizeText(files)} of the files.`];
}

function percent(part: number): string {
  return `${(Math.abs(part) * 100).toFixed(1)} % ${part > 0 ? 'more' : 'less'}`;
}
