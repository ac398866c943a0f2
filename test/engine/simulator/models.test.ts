import { expect, test } from 'vitest';
import { modelFacts } from '../../../engine/simulator/models.ts';

test.each([
  ['deepseek-ai/DeepSeek-R1', 684.49],
  ['deepseek-ai/DeepSeek-R1-0528', 684.49],
  ['deepseek-ai/DeepSeek-R1-Distill-Qwen-32B', 32],
  ['deepseek-ai/DeepSeek-R1-Distill-Llama-70B', 70],
])('%s has %d billion parameters: a distilled model is not its teacher', (id, billions) => {
  expect(modelFacts(id).parameters / 1e9).toBeCloseTo(billions, 1);
});
