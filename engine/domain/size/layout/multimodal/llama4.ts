/** Llama 4 as published: language model, vision tower and projector. */
import type { Family } from '../family.ts';
import { innerFields, innerText, languageModel, withTensors } from '../inner-text.ts';
import { llama4Tower } from '../towers/llama4.ts';

export const llama4Seeing: Family = (fields) => {
  const layout = innerText(fields, languageModel, 'llama4_text');
  const vision = fields.nested('vision_config');
  return vision ? withTensors(layout, llama4Tower({ path: 'vision_model' }, vision, innerFields(fields).count('hidden_size'))) : layout;
};
