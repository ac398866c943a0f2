/** The algorithms of NVIDIA's ModelOpt, by the names its configs write. https://nvidia.github.io/Model-Optimizer/ */
import { isObject } from '../../objects.ts';
import { shown } from '../../plausible.ts';
import { bare } from '../modules.ts';
import type { QuantizationFields } from '../quantization.ts';
import { microscaled, nvfp4, perChannel, perGroup, perTensor, type Storage } from '../storage.ts';
import { groupSizeOf } from '../values.ts';

/** How a matrix lies in the checkpoint under an algorithm; undefined and a problem for one that is not known. */
export function storageOfAlgorithm(fields: QuantizationFields, algorithm: unknown, groupSize?: unknown): Storage | undefined {
  const name = typeof algorithm === 'string' ? algorithm.toUpperCase() : '';
  const size = groupSizeOf(fields, groupSize, Number.NaN);
  switch (name) {
    case 'FP8':
      return { precision: 'fp8', bits: 8, scale: { ...perTensor, bytes: 4 }, bytesPerMatrix: 4 };
    case 'FP8_PER_CHANNEL_PER_TOKEN':
      return { precision: 'fp8', bits: 8, scale: { ...perChannel, bytes: 4 } };
    case 'FP8_PB_WO':
    case 'FP8_PB_REAL':
      return { precision: 'fp8', bits: 8, scale: { rows: 128, columns: 128, bytes: 4 } };
    case 'NVFP4':
    case 'NVFP4_AWQ':
    case 'W4A16_NVFP4':
    case 'W4A8_NVFP4_FP8':
      return nvfp4(Number.isNaN(size) ? 16 : size);
    case 'MXFP8':
      return microscaled('mxfp8');
    case 'MXFP4':
    case 'W4A8_MXFP4_FP8':
      return microscaled('mxfp4');
    case 'INT4_AWQ':
    case 'W4A16_AWQ':
    case 'W4A8_AWQ':
      return { precision: 'int4', bits: 4, scale: { ...perGroup(Number.isNaN(size) ? 128 : size), bytes: 2 }, bytesPerColumn: 2 };
    case 'INT8_SQ':
    case 'W8A8_SQ_PER_CHANNEL':
      return { precision: 'int8', bits: 8, scale: { ...perChannel, bytes: 4 }, bytesPerColumn: 2 };
    default:
      fields.problem(
        algorithm === undefined
          ? 'A part that ModelOpt quantised names no quant_algo.'
          : `The quantisation algorithm ${shown(algorithm)} of ModelOpt is not known here.`,
      );
      return undefined;
  }
}

/** `quantized_layers`: each module's own algorithm, by its name without wrappers; undefined where the config has none. */
export function layersByAlgorithm(fields: QuantizationFields): ReadonlyMap<string, Storage> | undefined {
  const layers = fields.values['quantized_layers'];
  if (!isObject(layers)) return undefined;
  const known = new Map<string, Storage | undefined>();
  const found = new Map<string, Storage>();
  for (const [module, entry] of Object.entries(layers)) {
    const algorithm = isObject(entry) ? entry['quant_algo'] : undefined;
    const groupSize = isObject(entry) ? entry['group_size'] : undefined;
    const key = `${shown(algorithm)} ${shown(groupSize)}`;
    if (!known.has(key)) known.set(key, storageOfAlgorithm(fields, algorithm, groupSize));
    const storage = known.get(key);
    if (storage) found.set(bare(module), storage);
  }
  return found;
}
