/** GPT-NeoX with one value instead of words: the reward models of Open Assistant. */
import { matrix, root } from '../blocks/place.ts';
import type { Family } from '../family.ts';
import { gptNeox } from './gpt.ts';

/** https://huggingface.co/OpenAssistant/oasst-rm-2.1-pythia-1.4b-epoch-2.5: the masks of each layer are kept in the files too. */
export const gptNeoxReward: Family = (fields) => {
  const layout = gptNeox(fields);
  const hidden = fields.count('hidden_size');
  const body = layout.tensors.filter(({ role }) => role !== 'head');
  return {
    ...layout,
    purpose: 'score',
    cache: [],
    tensors: [...body, ...matrix(root, 'out_proj', { rows: 1, columns: hidden, role: 'head' })],
  };
};
