/** Qwen-VL 2 to 3.5 and what was made of them. */
import type { ConfigFields } from '../../config/fields.ts';
import type { Place } from '../blocks/place.ts';
import { inside, root } from '../blocks/place.ts';
import type { Family, FamilyLayout, Names } from '../family.ts';
import { plainNames } from '../family.ts';
import { innerFields, innerText, modelLanguageModel, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { qwen2Tower, qwen3Tower, qwen25Tower } from '../towers/qwen.ts';

type Tower = (place: Place, fields: ConfigFields, text: number) => Tensor[];

/** The older checkpoints hold the text model at the top, beside `visual`. */
export const qwen2Vl: Family = (fields) =>
  seeing(fields, { names: plainNames, tower: qwen2Tower, text: 'qwen2', place: inside(root, 'visual') });

export const qwen25Vl: Family = (fields) =>
  seeing(fields, { names: plainNames, tower: qwen25Tower, text: 'qwen2', place: inside(root, 'visual') });

export const qwen3Vl: Family = (fields) => seeing(fields, newer('qwen3'));

export const qwen3VlMoe: Family = (fields) => seeing(fields, newer('qwen3_moe'));

export const qwen35: Family = (fields) => seeing(fields, newer('qwen3_5_text'));

export const qwen35Moe: Family = (fields) => seeing(fields, newer('qwen3_5_moe_text'));

interface Seeing {
  readonly names: Names;
  readonly tower: Tower;
  readonly text: string;
  readonly place: Place;
}

function newer(text: string): Seeing {
  return { names: modelLanguageModel, tower: qwen3Tower, text, place: { path: 'model.visual' } };
}

function seeing(fields: ConfigFields, { names, tower, text, place }: Seeing): FamilyLayout {
  const layout = innerText(fields, names, text);
  const vision = fields.nested('vision_config');
  const hidden = innerFields(fields).count('hidden_size');
  return vision ? withTensors(layout, tower(place, vision, hidden)) : layout;
}
