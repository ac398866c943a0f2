/** `weights` of a group of compressed-tensors: type, bits and strategy to what lies on disk. */
import { word } from '../../plausible.ts';
import type { QuantizationFields } from '../quantization.ts';
import { type Block, microscaled, nvfp4, perChannel, perGroup, perTensor, type Storage } from '../storage.ts';
import { bitsOf, blockOf, groupSizeOf } from '../values.ts';

/** Scales are kept in the model's own type. */
const scaleBytes = 2;

/** `format`: of the group, or of the whole (`pack-quantized`, `float-quantized`, `nvfp4-pack-quantized`). */
export function compressedStorage(fields: QuantizationFields, format: string): Storage | undefined {
  const { values, problem } = fields;
  const group = groupSizeOf(fields, values['group_size'], Number.NaN);
  if (values['type'] === 'float') return floatStorage(fields, format, group);
  if (values['type'] !== undefined && values['type'] !== 'int') {
    problem(`The weights of the ${fields.method} quantisation are of type ${word(values['type'])}, not int or float.`);
    return undefined;
  }
  const bits = bitsOf(fields, values['num_bits'], [2, 3, 4, 5, 6, 7, 8]);
  const block = blockFor(fields, group);
  const zero = values['symmetric'] === false ? { ...block, bits } : undefined;
  const precision = bits <= 4 ? 'int4' : 'int8';
  const scale = { ...block, bytes: scaleBytes };
  if (format !== 'pack-quantized') return { precision, bits: 8, scale, zero };
  // weight_shape: two 64-bit numbers; g_idx only where columns are in the order of their activations.
  return {
    precision,
    bits,
    wordsAlong: 'columns',
    scale,
    zero,
    bytesPerMatrix: 16,
    bytesPerColumn: values['actorder'] === 'group' ? 4 : 0,
  };
}

function floatStorage(fields: QuantizationFields, format: string, group: number): Storage | undefined {
  const bits = bitsOf(fields, fields.values['num_bits'], [4, 8]);
  const shared = group === 32 || format.startsWith('mx');
  if (bits === 4) return shared ? microscaled('mxfp4') : nvfp4(Number.isNaN(group) ? 16 : group);
  if (shared) return microscaled('mxfp8');
  return { precision: 'fp8', bits: 8, scale: { ...blockFor(fields, group), bytes: scaleBytes } };
}

function blockFor(fields: QuantizationFields, group: number): Block {
  const { values, problem } = fields;
  switch (values['strategy'] ?? (group > 0 ? 'group' : 'tensor')) {
    case 'tensor':
      return perTensor;
    case 'channel':
    case 'token':
      return perChannel;
    case 'group':
    case 'tensor_group':
      if (Number.isNaN(group)) problem(`The ${fields.method} quantisation is by groups, but group_size is missing.`);
      return perGroup(group);
    case 'block':
      return blockOf(fields, values['block_structure']) ?? { rows: 128, columns: 128 };
    default:
      problem(`The strategy ${word(values['strategy'])} of the ${fields.method} quantisation is not known here.`);
      return perTensor;
  }
}
