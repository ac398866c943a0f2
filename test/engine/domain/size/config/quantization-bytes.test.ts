/** Bytes of one matrix of 4096 outputs and 2048 inputs under each method, counted by hand from what the method stores. */
import { expect, test } from 'vitest';
import { matrixBytes } from '../../../../../engine/domain/size/config/quantization/storage.ts';
import { readFrom } from './reading.ts';

const rows = 4096;
const columns = 2048;
const values = rows * columns;
const weights = (given: Record<string, unknown>) => ({
  config_groups: { group_0: { targets: ['Linear'], weights: given } },
  ignore: ['lm_head'],
});

test.each([
  ['fp8 in blocks', { quant_method: 'fp8', weight_block_size: [128, 128] }, 'fp8', values + 32 * 16 * 4],
  ['fp8 in blocks that do not divide', { quant_method: 'fp8', weight_block_size: [100, 100] }, 'fp8', values + 41 * 21 * 4],
  ['fp8, one scale', { quant_method: 'fp8', activation_scheme: 'dynamic' }, 'fp8', values + 4],
  ['fp8, scales of weights and inputs', { quant_method: 'fp8', activation_scheme: 'static' }, 'fp8', values + 8],
  ['fbgemm_fp8', { quant_method: 'fbgemm_fp8' }, 'fp8', values + rows * 4],
  ['ModelOpt FP8', { quant_method: 'modelopt', quant_algo: 'FP8' }, 'fp8', values + 8],
  ['ModelOpt NVFP4', { quant_method: 'modelopt', quant_algo: 'NVFP4', group_size: 16 }, 'nvfp4', values / 2 + values / 16 + 8],
  ['ModelOpt MXFP8', { quant_method: 'modelopt', quant_algo: 'MXFP8' }, 'mxfp8', values + values / 32],
  ['ModelOpt without quant_method', { quant_algo: 'FP8_PB_WO' }, 'fp8', values + 32 * 16 * 4],
  // qweight, scales in fp16, zeros in 4 bits, g_idx in 4 bytes an input.
  [
    'GPTQ in groups',
    { quant_method: 'gptq', bits: 4, group_size: 128 },
    'int4',
    values / 2 + rows * 16 * 2 + (rows / 2) * 16 + columns * 4,
  ],
  ['GPTQ, whole rows', { quant_method: 'gptq', bits: 4, group_size: -1 }, 'int4', values / 2 + rows * 2 + rows / 2 + columns * 4],
  ['GPTQ of 8 bits', { quant_method: 'gptq', bits: 8, group_size: 128 }, 'int8', values + rows * 16 * 2 + rows * 16 + columns * 4],
  [
    'GPTQ of 3 bits',
    { quant_method: 'gptq', bits: 3, group_size: 128 },
    'int4',
    (values * 3) / 8 + rows * 16 * 2 + (rows * 3 * 16) / 8 + columns * 4,
  ],
  ['AWQ', { quant_method: 'awq', bits: 4, group_size: 128 }, 'int4', values / 2 + rows * 16 * 2 + (rows / 2) * 16],
  ['AWQ by its old names', { w_bit: 4, q_group_size: 64, zero_point: true }, 'int4', values / 2 + rows * 32 * 2 + (rows / 2) * 32],
  [
    'AutoRound as GPTQ',
    { quant_method: 'auto-round', bits: 4, group_size: 128, packing_format: 'auto_round:auto_gptq' },
    'int4',
    values / 2 + rows * 16 * 2 + (rows / 2) * 16 + columns * 4,
  ],
  ['NF4', { quant_method: 'bitsandbytes', load_in_4bit: true }, 'int4', values / 2 + (values / 64) * 4 + 146],
  [
    'NF4 quantised twice',
    { quant_method: 'bitsandbytes', load_in_4bit: true, bnb_4bit_use_double_quant: true },
    'int4',
    values / 2 + values / 64 + values / 64 / 64 + 146 + 1024,
  ],
  ['bitsandbytes of 8 bits', { quant_method: 'bitsandbytes', load_in_8bit: true }, 'int8', values + rows * 4 + 1],
  ['MLX', { bits: 4, group_size: 64 }, 'int4', values / 2 + (values / 64) * 4],
  [
    'Quark FP8',
    { quant_method: 'quark', global_quant_config: { weight: { dtype: 'fp8_e4m3', qscheme: 'per_tensor' } } },
    'fp8',
    values + 4,
  ],
  [
    'Quark MXFP4',
    { quant_method: 'quark', global_quant_config: { weight: { dtype: 'fp4', qscheme: 'per_group', group_size: 32 } } },
    'mxfp4',
    values / 2 + values / 32,
  ],
  [
    'compressed-tensors w4a16',
    {
      quant_method: 'compressed-tensors',
      format: 'pack-quantized',
      ...weights({ num_bits: 4, type: 'int', strategy: 'group', group_size: 128 }),
    },
    'int4',
    values / 2 + rows * 16 * 2 + 16,
  ],
  [
    'compressed-tensors w4a16 with zeros',
    {
      quant_method: 'compressed-tensors',
      format: 'pack-quantized',
      ...weights({ num_bits: 4, type: 'int', strategy: 'group', group_size: 128, symmetric: false }),
    },
    'int4',
    values / 2 + rows * 16 * 2 + (rows / 2) * 16 + 16,
  ],
  [
    'compressed-tensors FP8 by channel',
    { quant_method: 'compressed-tensors', format: 'float-quantized', ...weights({ num_bits: 8, type: 'float', strategy: 'channel' }) },
    'fp8',
    values + rows * 2,
  ],
  [
    'compressed-tensors int8',
    { quant_method: 'compressed-tensors', format: 'int-quantized', ...weights({ num_bits: 8, type: 'int', strategy: 'channel' }) },
    'int8',
    values + rows * 2,
  ],
  [
    'compressed-tensors NVFP4',
    {
      quant_method: 'compressed-tensors',
      format: 'nvfp4-pack-quantized',
      ...weights({ num_bits: 4, type: 'float', strategy: 'tensor_group', group_size: 16 }),
    },
    'nvfp4',
    values / 2 + values / 16 + 8,
  ],
  [
    'compressed-tensors MXFP4',
    {
      quant_method: 'compressed-tensors',
      format: 'mxfp4-pack-quantized',
      ...weights({ num_bits: 4, type: 'float', strategy: 'group', group_size: 32 }),
    },
    'mxfp4',
    values / 2 + values / 32,
  ],
] as const)('%s', (_name, quantization_config, precision, bytes) => {
  const quantization = readFrom({ quantization_config });
  expect(quantization?.precision).toBe(precision);
  const storage = quantization?.storageOf('model.layers.0.mlp.up_proj', 'linear');
  expect(storage && matrixBytes(storage, rows, columns)).toBe(bytes);
});
