/** The language model inside a model that also sees or hears. */
import { type ConfigFields, textFields } from '../config/fields.ts';
import type { FamilyLayout, Names } from './family.ts';
import type { Tensor } from './layout.ts';
import { nestedDefaults } from './nested-defaults.ts';
import { textFamilies } from './text-families.ts';

/** Most checkpoints hold it here. */
export const languageModel: Names = { model: 'language_model.model', head: 'language_model.lm_head' };

/** Newer ones here. */
export const modelLanguageModel: Names = { model: 'model.language_model', head: 'lm_head' };

/** The inner text model by its own type, or of `otherwise` where the config is flat or does not say. */
export function innerText(fields: ConfigFields, names: Names, otherwise?: string): FamilyLayout {
  const text = innerFields(fields);
  const nested = text !== fields && text.modelType !== '' ? text.modelType : (otherwise ?? text.modelType);
  const family = Object.hasOwn(textFamilies, nested) ? textFamilies[nested] : undefined;
  if (family) return family(text, names);
  text.problem(nested === '' ? 'model_type is missing.' : `model_type is ${nested}, a type whose tensors are not known here.`);
  return nothing;
}

/** Its fields; what a nested config leaves out is what its type has. */
export function innerFields(fields: ConfigFields): ConfigFields {
  const text = textFields(fields);
  const defaults = text === fields || !Object.hasOwn(nestedDefaults, text.modelType) ? undefined : nestedDefaults[text.modelType];
  return defaults ? text.withDefaults(defaults) : text;
}

export function withTensors(layout: FamilyLayout, more: readonly Tensor[]): FamilyLayout {
  return { ...layout, tensors: [...layout.tensors, ...more] };
}

const nothing: FamilyLayout = {
  purpose: 'generate',
  tensors: [],
  cache: [],
  split: { layers: 0, attentionHeads: 0, keyValueHeads: undefined, experts: 0, expertWidth: undefined },
  contextLimit: undefined,
};
