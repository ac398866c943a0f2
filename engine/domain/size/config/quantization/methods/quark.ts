/** AMD's Quark: one kind of weights for all but the excluded modules, some layers with their own. https://quark.docs.amd.com */
import { isObject } from '../../objects.ts';
import { shown } from '../../plausible.ts';
import { selectModules } from '../modules.ts';
import { isLinear, type MethodReader, type QuantizationFields } from '../quantization.ts';
import { type Block, microscaled, perChannel, perGroup, perTensor, type Storage } from '../storage.ts';
import { groupSizeOf, namesIn } from '../values.ts';

export const readQuark: MethodReader = (fields) => {
  const everywhere = weightsIn(fields, fields.values['global_quant_config']);
  const layers = fields.values['layer_quant_config'];
  const others = (isObject(layers) ? Object.entries(layers) : []).map(([pattern, config]) => ({
    selects: selectModules([pattern], fields.problem),
    storage: weightsIn(fields, config),
  }));
  const main = everywhere ?? others.find((other) => other.storage)?.storage;
  if (!main) {
    fields.problem('The quantisation by Quark has no global_quant_config with weights.');
    return undefined;
  }
  const leftOut = selectModules(namesIn(fields, 'exclude'), fields.problem);
  return {
    method: fields.method,
    precision: main.precision,
    block: main.scale && Number.isFinite(main.scale.columns) ? main.scale : undefined,
    weightOnly: !hasInputs(fields.values['global_quant_config']),
    storageOf(module, role) {
      if (!isLinear(role) || leftOut(module)) return undefined;
      const other = others.find((each) => each.selects(module));
      return other ? other.storage : everywhere;
    },
  };
};

function weightsIn(fields: QuantizationFields, config: unknown): Storage | undefined {
  const weight = isObject(config) ? config['weight'] : undefined;
  if (weight === undefined || weight === null) return undefined;
  if (!isObject(weight)) {
    fields.problem('The quantisation by Quark gives weights in two steps, whose size is not computed here.');
    return undefined;
  }
  const block = blockOf({ ...fields, values: weight });
  switch (String(weight['dtype']).toLowerCase()) {
    case 'fp8_e4m3':
    case 'fp8_e5m2':
      return { precision: 'fp8', bits: 8, scale: { ...block, bytes: 4 }, bytesPerMatrix: hasInputs(config) ? 4 : 0 };
    case 'int8':
    case 'uint8':
      return { precision: 'int8', bits: 8, scale: { ...block, bytes: 4 } };
    case 'int4':
    case 'uint4':
      return { precision: 'int4', bits: 4, wordsAlong: 'rows', scale: { ...block, bytes: 2 }, zero: { ...block, bits: 4 } };
    case 'fp4':
    case 'mxfp4':
      return microscaled('mxfp4');
    default:
      fields.problem(`The weights' type ${shown(weight['dtype'])} of Quark is not known here.`);
      return undefined;
  }
}

function blockOf(fields: QuantizationFields): Block {
  const { qscheme } = fields.values;
  if (qscheme === 'per_group') return perGroup(groupSizeOf(fields, fields.values['group_size'], 32));
  return qscheme === 'per_channel' ? perChannel : perTensor;
}

function hasInputs(config: unknown): boolean {
  return isObject(config) && isObject(config['input_tensors']);
}
