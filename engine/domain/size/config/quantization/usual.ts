/** How each format is usually quantised: for what another checkpoint of the same model would take, and for quantising on loading. */
import type { Precision } from '../../../precision.ts';
import { isLinear, type Quantization } from './quantization.ts';
import { microscaled, nvfp4, perChannel, perGroup, perTensor, type Storage } from './storage.ts';

const storages: Readonly<Partial<Record<Precision, Storage>>> = {
  fp8: { precision: 'fp8', bits: 8, scale: { ...perChannel, bytes: 2 } },
  int8: { precision: 'int8', bits: 8, scale: { ...perChannel, bytes: 2 } },
  int4: { precision: 'int4', bits: 4, wordsAlong: 'columns', scale: { ...perGroup(128), bytes: 2 }, bytesPerMatrix: 16 },
  mxfp8: microscaled('mxfp8'),
  mxfp4: microscaled('mxfp4'),
  nvfp4: nvfp4(),
  fp4: nvfp4(),
};

/** As compressed-tensors and ModelOpt write it: linear maps and experts, the rest as it is. Undefined for formats that are no quantisation. */
export function usualQuantization(precision: Precision): Quantization | undefined {
  const storage = storages[precision];
  return storage && quantizationTo(storage, precision === 'int4');
}

/** vLLM's `--quantization fp8`: one scale a matrix, computed on loading. https://docs.vllm.ai/en/latest/features/quantization/fp8/ */
export const fp8OnLoading: Quantization = quantizationTo({ precision: 'fp8', bits: 8, scale: { ...perTensor, bytes: 4 } }, false);

function quantizationTo(storage: Storage, weightOnly: boolean): Quantization {
  const { scale } = storage;
  return {
    method: storage.precision,
    precision: storage.precision,
    block: scale && Number.isFinite(scale.columns) ? scale : undefined,
    weightOnly,
    storageOf: (_, role) => (isLinear(role) ? storage : undefined),
  };
}
