/** A language model beside one tower, each of a kind of its own: Kimi K2.5 and K3, MiniMax-M3, Llama 3.2 Vision, GLM-V, Step. */
import type { ConfigFields } from '../../config/fields.ts';
import { inside, root } from '../blocks/place.ts';
import type { Family, FamilyLayout, Names } from '../family.ts';
import { innerFields, innerText, languageModel, modelLanguageModel, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { glmTower } from '../towers/glm.ts';
import { miniMaxTower } from '../towers/minimax.ts';
import { mllamaTower } from '../towers/mllama.ts';
import { moonTower, moonTower3 } from '../towers/moon.ts';
import { stepTower } from '../towers/step.ts';

/** `text`: hidden size of the language model. */
type Tower = (vision: ConfigFields, text: number, outer: ConfigFields) => Tensor[];

export const kimiK25: Family = (fields) => beside(fields, languageModel, moonTower);

/** Kimi-VL: K2.5's tower on still pictures, and a projector in names of its own. */
export const kimiVl: Family = (fields) => beside(fields, languageModel, moonTower);

export const kimiK3: Family = (fields) => beside(fields, languageModel, moonTower3);

export const minimaxM3Seeing: Family = (fields) => beside(fields, languageModel, miniMaxTower, 'minimax_m3_text');

export const mllama: Family = (fields) =>
  beside(fields, languageModel, (vision, text) => mllamaTower({ path: 'vision_model' }, vision, text));

export const glm4v: Family = (fields) => beside(fields, modelLanguageModel, (vision) => glmTower({ path: 'model.visual' }, vision));

export const step3p7: Family = (fields) =>
  beside(fields, modelNames(fields), (vision, text) => stepTower(inside(root, 'vision_model'), vision, text), 'step3p5');

/** Where there is no `vision_config` the config describes the language model alone. */
function beside(fields: ConfigFields, names: Names, tower: Tower, otherwise?: string): FamilyLayout {
  const layout = innerText(fields, names, otherwise);
  const vision = fields.nested('vision_config');
  return vision ? withTensors(layout, tower(vision, innerFields(fields).count('hidden_size'), fields)) : layout;
}

function modelNames(fields: ConfigFields): Names {
  return fields.nested('text_config') ? modelLanguageModel : { model: 'model', head: 'lm_head' };
}
