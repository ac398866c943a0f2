/** Which modules of a model each method quantises. */
import { expect, test } from 'vitest';
import { configFields } from '../../../../../engine/domain/size/config/fields.ts';
import { readQuantization } from '../../../../../engine/domain/size/config/quantization/read.ts';
import { matrixBytes } from '../../../../../engine/domain/size/config/quantization/storage.ts';
import { readFrom } from './reading.ts';

test('mxfp4 of gpt-oss takes 17 bytes for 32 values of the experts, and leaves the rest', () => {
  const quantization = readFrom({
    quantization_config: { quant_method: 'mxfp4', modules_to_not_convert: ['model.layers.*.self_attn', 'lm_head'] },
  });
  const expert = quantization?.storageOf('model.layers.0.mlp.experts.down_proj', 'expert');
  expect(expert && matrixBytes(expert, 4096, 2048)).toBe((4096 * 2048 * 17) / 32);
  expect(quantization?.storageOf('model.layers.0.self_attn.q_proj', 'linear')).toBeUndefined();
});

test('what a list leaves out stays as it is, in its layers alone', () => {
  const quantization = readFrom({
    quantization_config: { quant_method: 'modelopt', quant_algo: 'NVFP4', exclude_modules: ['model.layers.0.self_attn*', 'lm_head'] },
  });
  const stored = ['model.layers.0.self_attn.q_proj', 'model.layers.1.self_attn.q_proj'].map(
    (module) => quantization?.storageOf(module, 'linear')?.precision,
  );
  expect(stored).toEqual([undefined, 'nvfp4']);
});

test('embeddings, norms, routers and towers are quantised by none but MLX, which takes embeddings too', () => {
  const roles = ['embedding', 'head', 'norm', 'router', 'vision'] as const;
  const stored = (config: object) =>
    roles.map((role) => readFrom({ quantization_config: config })?.storageOf('some.module', role)?.precision);
  expect(stored({ quant_method: 'fp8' })).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(stored({ quant_method: 'awq', bits: 4 })).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(stored({ bits: 4, group_size: 64 })).toEqual(['int4', 'int4', undefined, 'int4', undefined]);
});

test('groups of compressed-tensors hold for the modules they name, the class for the rest', () => {
  const quantization = readFrom({
    quantization_config: {
      quant_method: 'compressed-tensors',
      config_groups: {
        group_0: {
          targets: ['re:.*experts.*'],
          format: 'nvfp4-pack-quantized',
          weights: { num_bits: 4, type: 'float', strategy: 'tensor_group', group_size: 16 },
        },
        group_1: {
          targets: ['Linear'],
          format: 'float-quantized',
          weights: { num_bits: 8, type: 'float', strategy: 'channel' },
          input_activations: {},
        },
      },
    },
  });
  expect(quantization?.storageOf('model.layers.0.mlp.experts.0.up_proj', 'expert')?.precision).toBe('nvfp4');
  expect(quantization?.storageOf('model.layers.0.self_attn.q_proj', 'linear')?.precision).toBe('fp8');
});

test('each layer has the algorithm that quantized_layers gives it, and none where it is not named', () => {
  const quantized_layers = {
    'model.layers.0.mlp.up_proj': { quant_algo: 'W4A16_NVFP4', group_size: 16 },
    'model.layers.0.self_attn.q_proj': { quant_algo: 'FP8' },
  };
  const quantization = readFrom({ quantization_config: { quant_method: 'modelopt', quant_algo: 'MIXED_PRECISION', quantized_layers } });
  const stored = ['mlp.up_proj', 'self_attn.q_proj', 'self_attn.o_proj'].map(
    (name) => quantization?.storageOf(`model.layers.0.${name}`, 'linear')?.precision,
  );
  expect(stored).toEqual(['nvfp4', 'fp8', undefined]);
});

test('DeepSeek-V4 keeps its experts in four bits beside FP8', () => {
  const quantization = readFrom({ expert_dtype: 'fp4', quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] } });
  expect(quantization?.storageOf('layers.0.ffn.experts.0.w1', 'expert')?.precision).toBe('mxfp4');
  expect(quantization?.storageOf('layers.0.attn.wq_a', 'linear')?.precision).toBe('fp8');
});

test('hf_quant_config.json tells the quantisation that config.json does not', () => {
  const companion = { producer: { name: 'modelopt' }, quantization: { quant_algo: 'NVFP4', group_size: 16, exclude_modules: ['lm_head'] } };
  const fields = configFields({ model_type: 'llama' });
  expect(readQuantization(fields, fields, companion)).toMatchObject({
    method: 'modelopt',
    precision: 'nvfp4',
    block: { rows: 1, columns: 16 },
  });
});

test('a quantisation inside text_config and old flags of bitsandbytes are found', () => {
  expect(readFrom({ text_config: { quantization_config: { quant_method: 'awq', bits: 4 } } })?.method).toBe('awq');
  expect(readFrom({ load_in_4bit: true })?.method).toBe('bitsandbytes');
});
