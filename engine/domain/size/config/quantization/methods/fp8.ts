/** `fp8` of vLLM and transformers: blocks of 128 x 128 (DeepSeek, Qwen), one scale a matrix, or one a row (`fbgemm_fp8`, `ptpc_fp8`). */

import { lookUpModule, selectModules } from '../modules.ts';
import { isLinear, type MethodReader, type QuantizationFields } from '../quantization.ts';
import { microscaled, perChannel, perTensor, type Storage } from '../storage.ts';
import { blockOf, expectBits, firstOf, namesIn } from '../values.ts';
import { layersByAlgorithm } from './modelopt-algorithm.ts';

/** Kept in 16 bits by all who publish such checkpoints, listed or not: DeepSeek's join before the predicting layer, the indexer's weights. */
const keptByHabit = ['eh_proj', 'weights_proj'];

export const readFp8: MethodReader = (fields) => {
  expectBits(fields, 8);
  const storage = fp8Storage(fields);
  const leftOut = selectModules([...keptByHabit, ...namesIn(fields, 'modules_to_not_convert', 'ignored_layers')], fields.problem);
  const experts = expertStorage(fields);
  const others = layersByAlgorithm(fields);
  const { scale } = storage;
  return {
    method: fields.method,
    precision: [...(others?.values() ?? [])][0]?.precision ?? experts?.precision ?? 'fp8',
    block: scale && Number.isFinite(scale.columns) ? scale : undefined,
    weightOnly: false,
    storageOf(module, role) {
      if (!isLinear(role) || leftOut(module)) return undefined;
      return (others && lookUpModule(others, module)) ?? (role === 'expert' ? experts : undefined) ?? storage;
    },
  };
};

function fp8Storage(fields: QuantizationFields): Storage {
  const block = blockOf(fields, fields.values['weight_block_size']);
  if (block) return { precision: 'fp8', bits: 8, scale: { ...block, bytes: 4 } };
  if (fields.method !== 'fp8') return { precision: 'fp8', bits: 8, scale: { ...perChannel, bytes: 4 } };
  // A static scheme keeps one scale of the inputs too.
  const inputScale = firstOf(fields, 'activation_scheme') === 'static' ? 4 : 0;
  return { precision: 'fp8', bits: 8, scale: { ...perTensor, bytes: 4 }, bytesPerMatrix: inputScale };
}

function expertStorage({ expertType, problem }: QuantizationFields): Storage | undefined {
  if (expertType === undefined || expertType === 'fp8') return undefined;
  if (expertType === 'fp4') return microscaled('mxfp4');
  problem(`expert_dtype is "${expertType}", which is not known here.`);
  return undefined;
}
