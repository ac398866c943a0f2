/** NVIDIA's ModelOpt: one algorithm for all but the excluded modules, or each module's own (`MIXED_PRECISION`). */
import { lookUpModule, selectModules } from '../modules.ts';
import { isLinear, type MethodReader, type Quantization, type QuantizationFields } from '../quantization.ts';
import type { Storage } from '../storage.ts';
import { firstOf, namesIn } from '../values.ts';
import { layersByAlgorithm, storageOfAlgorithm } from './modelopt-algorithm.ts';

export const readModelOpt: MethodReader = (fields) => {
  const algorithm = firstOf(fields, 'quant_algo');
  const layers = layersByAlgorithm(fields);
  if (layers && layers.size > 0) return mixed(fields, layers);
  const storage = storageOfAlgorithm(fields, algorithm ?? algorithmByMethod[fields.method], firstOf(fields, 'group_size'));
  if (!storage) return undefined;
  const leftOut = excluded(fields);
  return {
    ...facts(fields, storage),
    storageOf: (module, role) => (isLinear(role) && !leftOut(module) ? storage : undefined),
  };
};

const algorithmByMethod: Readonly<Record<string, string>> = { modelopt_fp4: 'NVFP4', modelopt_fp8: 'FP8', petit_nvfp4: 'NVFP4' };

function mixed(fields: QuantizationFields, layers: ReadonlyMap<string, Storage>): Quantization {
  const leftOut = excluded(fields);
  return {
    ...facts(fields, smallest([...layers.values()])),
    // The list of layers is complete: what it does not name is not quantised, the head included where it does.
    storageOf: (module, role) => ((isLinear(role) || role === 'head') && !leftOut(module) ? lookUpModule(layers, module) : undefined),
  };
}

function facts(fields: QuantizationFields, storage: Storage): Omit<Quantization, 'storageOf'> {
  const { scale } = storage;
  const algorithms = JSON.stringify([fields.values['quant_algo'], fields.values['quantized_layers']]).slice(0, 2_000);
  return {
    method: fields.method,
    precision: storage.precision,
    block: scale && Number.isFinite(scale.columns) ? scale : undefined,
    weightOnly: /W[48]A16|INT4_AWQ|FP8_PB_WO/.test(algorithms),
  };
}

function excluded(fields: QuantizationFields): (module: string) => boolean {
  return selectModules(namesIn(fields, 'exclude_modules', 'ignore'), fields.problem);
}

/** What most weights of a mixture are in: the smallest format, in which the experts or the feed-forward are. */
function smallest(storages: readonly Storage[]): Storage {
  return storages.reduce((least, each) => (each.bits < least.bits ? each : least));
}
