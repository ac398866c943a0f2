/** Files of one repository that say different things of one model. */
import { expect, test } from 'vitest';
import { indexOf, llama, missingIn, weightsOf } from './answers.ts';

test('config.json of one quantisation and hf_quant_config.json of another are a contradiction', () => {
  const config = {
    ...llama,
    quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
  };
  const companion = { producer: { name: 'modelopt' }, quantization: { quant_algo: 'NVFP4', group_size: 16 } };
  expect(missingIn({ config, companion })[0]).toContain('quantization_config and hf_quant_config.json declare different quantisations');
});

test('an hf_quant_config.json that says nothing is told', () => {
  expect(missingIn({ config: llama, companion: { quant_algo: 'FP8' } })).toEqual([
    'hf_quant_config.json has no quantization that says how the model is quantised.',
  ]);
});

test('an index of another model is refused with both numbers', () => {
  const { bytes } = weightsOf({ config: llama });
  expect(missingIn({ config: llama, index: indexOf(bytes * 5) })[0]).toMatch(
    /^By model\.safetensors\.index\.json the weights take .*, by the shapes that config\.json implies /,
  );
});

test('figures too small for the type that the config says are a quantisation it does not say', () => {
  const { bytes } = weightsOf({ config: llama });
  const sentence =
    'The checkpoint has 0.60 bytes a value, but config.json says bf16 and no quantisation: give hf_quant_config.json where the repository has one.';
  expect(missingIn({ config: llama, index: indexOf(Math.round(bytes * 0.3)) })).toEqual([sentence]);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('files of %d bytes are none', (filesBytes) => {
  expect(missingIn({ config: llama, filesBytes })).toEqual([`The size of the weight files is ${filesBytes} bytes.`]);
});
