import { expect, test } from 'vitest';
import { readModel } from '../../../../../engine/domain/size/model.ts';
import { llama } from './answers.ts';

/** An object that cannot become a text: `String` of it throws. */
const odd = { toString: 0, valueOf: 0 };

test.each([
  [{ torch_dtype: 'bfloat16', dtype: odd }],
  [{ quantization_config: { quant_method: 'fp8', quantized_layers: { a: { quant_algo: odd, group_size: odd } } } }],
  [{ quantization_config: { quant_method: 'compressed-tensors', config_groups: { a: { targets: ['Linear'], weights: { type: odd } } } } }],
  [
    {
      quantization_config: {
        quant_method: 'compressed-tensors',
        config_groups: { a: { targets: ['Linear'], weights: { num_bits: 4, type: 'int', strategy: odd } } },
      },
    },
  ],
  [{ quantization_config: { quant_method: 'fp8' }, compression_config: { quant_method: 'gptq', bits: odd } }],
])('an object where a word should be is refused in a sentence: %#', (fields) => {
  const model = readModel({ config: { ...llama, ...fields } });
  const answer = model.reading.ok ? model.weights() : model.reading;
  expect(answer.ok ? [] : answer.missing).not.toEqual([]);
});
