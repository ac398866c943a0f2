import { expect, test } from 'vitest';
import { readModel } from '../../../../../engine/domain/size/model.ts';
import { llama, missingIn } from './answers.ts';

test('a config that lacks nothing is no refusal', () => {
  expect(missingIn({ config: llama })).toEqual([]);
});

const quantized = (quantization_config: unknown) => ({ ...llama, quantization_config });
const weights = (given: object) => ({
  quant_method: 'compressed-tensors',
  config_groups: { group_0: { targets: ['Linear'], weights: given } },
});

test.each([
  ['no object', [], 'config.json holds a list of 0'],
  ['nothing', {}, 'config.json is empty'],
  ['heads missing', { ...llama, num_attention_heads: undefined }, 'num_attention_heads is missing.'],
  ['no layers', { ...llama, num_hidden_layers: 0 }, 'num_hidden_layers is 0, less than 1.'],
  ['layers as a text', { ...llama, num_hidden_layers: '4' }, 'num_hidden_layers is the text "4", not a number.'],
  ['layers without end', { ...llama, num_hidden_layers: 1e18 }, 'more than any model has'],
  ['a width without end', { ...llama, hidden_size: 1e300 }, 'more than any model has'],
  ['heads that do not divide the width', { ...llama, num_attention_heads: 7, num_key_value_heads: 7 }, 'hidden_size'],
  [
    'heads that do not share alike',
    { ...llama, num_key_value_heads: 3 },
    'num_attention_heads is 8, no multiple of num_key_value_heads, which is 3.',
  ],
  [
    'layer_types of another length',
    { ...llama, layer_types: ['full_attention'] },
    'layer_types names 1 layers, but num_hidden_layers is 4.',
  ],
  ['a model type of tomorrow', { ...llama, model_type: 'llama9' }, 'llama9'],
  ['no type of values', { ...llama, torch_dtype: undefined }, 'torch_dtype is missing'],
  ['a type that is none', { ...llama, torch_dtype: 'blue' }, 'torch_dtype is the text "blue", which is no type of weights.'],
  ['two types of values', { ...llama, dtype: 'float32' }, 'dtype is float32, but torch_dtype is bfloat16: they mean the same.'],
  [
    'cross-attention of which nothing is known',
    { ...llama, add_cross_attention: true },
    'add_cross_attention is true, but for llama it is not known what its cross-attention takes.',
  ],
  ['cross-attention in some layers', { ...llama, cross_attention_layers: [1, 3] }, 'cross_attention_layers names 2 layers'],
  [
    'negative bits',
    quantized({ quant_method: 'gptq', bits: -4, group_size: 128 }),
    'The bits of the gptq quantisation are -4; known are 2, 3, 4, 8.',
  ],
  ['absurd bits', quantized({ quant_method: 'awq', bits: 400 }), 'The bits of the awq quantisation are 400'],
  ['bits left out', quantized({ quant_method: 'gptq', group_size: 128 }), 'The bits of the gptq quantisation are missing'],
  ['bits as a text', quantized({ quant_method: 'gptq', bits: '4' }), 'are the text "4"'],
  ['a group of nothing', quantized({ quant_method: 'gptq', bits: 4, group_size: 0 }), 'The group size of the gptq quantisation is 0.'],
  [
    'a block of one side',
    quantized({ quant_method: 'fp8', weight_block_size: [128] }),
    'The block size of the fp8 quantisation is a list of 1',
  ],
  ['a negative block', quantized({ quant_method: 'fp8', weight_block_size: [128, -128] }), 'not two whole numbers above 0'],
  [
    'four and eight bits',
    quantized({ quant_method: 'bitsandbytes', load_in_4bit: true, load_in_8bit: true }),
    'says both load_in_4bit and load_in_8bit',
  ],
  ['neither four nor eight bits', quantized({ quant_method: 'bitsandbytes' }), 'says neither load_in_4bit nor load_in_8bit'],
  ['a method not known', quantized({ quant_method: 'aqlm', nbits_per_codebook: 16 }), 'The quantisation aqlm is not known here'],
  ['a method without a name', quantized({ activation_scheme: 'dynamic' }), 'quantization_config has no quant_method.'],
  [
    'an algorithm not known',
    quantized({ quant_method: 'modelopt', quant_algo: 'NVFP2' }),
    'the text "NVFP2" of ModelOpt is not known here',
  ],
  ['a strategy not known', quantized(weights({ num_bits: 8, type: 'float', strategy: 'spiral' })), 'The strategy spiral'],
  ['groups without a size', quantized(weights({ num_bits: 4, type: 'int', strategy: 'group' })), 'group_size is missing'],
  ['no groups', quantized({ quant_method: 'compressed-tensors', config_groups: {} }), 'has no config_groups with weights'],
  [
    'sparse weights',
    quantized({ ...weights({ num_bits: 8, type: 'float', strategy: 'channel' }), sparsity_config: { format: 'sparse-24-bitmask' } }),
    'The checkpoint is sparse (sparse-24-bitmask)',
  ],
  ['Quark without weights', quantized({ quant_method: 'quark' }), 'no global_quant_config with weights'],
  [
    'a method by the name of what every object has',
    quantized({ quant_method: 'constructor' }),
    'The quantisation constructor is not known here',
  ],
  ['a type by such a name', { ...llama, torch_dtype: 'toString' }, 'which is no type of weights'],
  [
    'a quantisation that is a word',
    quantized('fp8'),
    'quantization_config is the text "fp8", not an object that says how the model is quantised.',
  ],
  ['FP8 of four bits', quantized({ quant_method: 'fp8', bits: 4 }), 'The quantisation fp8 has 8 bits, but its bits are 4.'],
  ['MXFP4 of eight bits', quantized({ quant_method: 'mxfp4', bits: 8 }), 'The quantisation mxfp4 has 4 bits, but its bits are 8.'],
  [
    'two quantisations',
    { ...quantized({ quant_method: 'gptq', bits: 4, group_size: 128 }), compression_config: { quant_method: 'awq', bits: 4 } },
    'quantization_config and compression_config declare different quantisations: gptq (4 bits) and awq (4 bits).',
  ],
  [
    'bits said twice and differing',
    { ...quantized({ quant_method: 'mlx', bits: 4, group_size: 64 }), quantization: { quant_method: 'mlx', bits: 8, group_size: 64 } },
    'mlx (4 bits) and mlx (8 bits)',
  ],
  [
    'bits under two names and differing',
    quantized({ quant_method: 'awq', bits: 8, w_bit: 4, group_size: 128 }),
    'The awq quantisation has bits 8, but w_bit 4: they mean the same.',
  ],
  [
    'group sizes under two names and differing',
    quantized({ quant_method: 'awq', bits: 4, group_size: 128, q_group_size: 64 }),
    'The awq quantisation has group_size 128, but q_group_size 64: they mean the same.',
  ],
  [
    'a layer of ModelOpt without an algorithm',
    quantized({ quant_method: 'modelopt', quant_algo: 'MIXED_PRECISION', quantized_layers: { 'model.layers.0.mlp.up_proj': {} } }),
    'A part that ModelOpt quantised names no quant_algo.',
  ],
  [
    'a pattern that cannot be used',
    quantized({ ...weights({ num_bits: 8, type: 'float', strategy: 'channel' }), ignore: ['re:('] }),
    'The pattern re:( is no regular expression.',
  ],
])('%s makes the size unknown, and says why', (_name, config, sentence) => {
  const model = readModel({ config });
  expect(model.weights()).toEqual({ ok: false, missing: expect.arrayContaining([expect.stringContaining(sentence)]) });
});

test('more experts for a token than there are is a contradiction', () => {
  const config = { ...llama, model_type: 'mixtral', num_local_experts: 8, num_experts_per_tok: 16 };
  expect(missingIn({ config })).toEqual(['num_experts_per_tok is 16, but there are 8 experts.']);
});

test('all that is missing is named at once', () => {
  const config = { model_type: 'llama', torch_dtype: 'float16', dtype: 'float32' };
  const missing = missingIn({ config }).join(' ');
  for (const field of ['num_hidden_layers', 'hidden_size', 'num_attention_heads', 'vocab_size', 'dtype']) expect(missing).toContain(field);
});
