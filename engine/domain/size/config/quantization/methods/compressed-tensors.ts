/** compressed-tensors (llm-compressor): groups of modules, each with its own weights. https://github.com/vllm-project/compressed-tensors */
import type { TensorRole } from '../../../layout/layout.ts';
import { isObject } from '../../objects.ts';
import { type ModuleSelector, selectModules } from '../modules.ts';
import { isLinear, type MethodReader, type Quantization, type QuantizationFields } from '../quantization.ts';
import type { Storage } from '../storage.ts';
import { namesIn, texts } from '../values.ts';
import { compressedStorage } from './compressed-storage.ts';

interface Group {
  readonly storage: Storage;
  /** True where the group is for all linear maps, false where it names modules. */
  readonly ofClass: boolean;
  readonly names: ModuleSelector;
  readonly weightOnly: boolean;
}

export const readCompressedTensors: MethodReader = (fields) => {
  refuseSparsity(fields);
  const groups = groupsOf(fields);
  const leftOut = selectModules(namesIn(fields, 'ignore'), fields.problem);
  const [first] = groups;
  if (!first) {
    fields.problem(`The quantisation ${fields.method} has no config_groups with weights.`);
    return undefined;
  }
  return {
    ...factsOf(fields, groups, first),
    storageOf(module, role) {
      if (!isMap(role) || leftOut(module)) return undefined;
      return (groups.find((group) => group.names(module)) ?? groups.find((group) => group.ofClass))?.storage;
    },
  };
};

function groupsOf(fields: QuantizationFields): Group[] {
  const groups = fields.values['config_groups'];
  return (isObject(groups) ? Object.values(groups) : []).flatMap((group) => {
    if (!isObject(group) || !isObject(group['weights'])) return [];
    const format = group['format'] ?? fields.values['format'];
    const storage = compressedStorage({ ...fields, values: group['weights'] }, typeof format === 'string' ? format : '');
    if (!storage) return [];
    const targets = texts(group['targets']);
    const names = targets.filter((target) => !isClass(target));
    return [
      {
        storage,
        ofClass: names.length < targets.length,
        names: selectModules(names, fields.problem),
        weightOnly: !isObject(group['input_activations']),
      },
    ];
  });
}

/** The head is a linear map like the others: it stays as it is only where the list says so, which it nearly always does. */
function isMap(role: TensorRole): boolean {
  return isLinear(role) || role === 'head';
}

/** `Linear`, `FusedMoE`: the class of a module and not its name. */
function isClass(target: string): boolean {
  return /^[A-Z]\w*$/.test(target);
}

function factsOf(fields: QuantizationFields, groups: readonly Group[], first: Group): Omit<Quantization, 'storageOf'> {
  const main = groups.reduce((least, group) => (group.storage.bits < least.storage.bits ? group : least), first);
  const { scale } = main.storage;
  return {
    method: fields.method,
    precision: main.storage.precision,
    block: scale && Number.isFinite(scale.columns) ? scale : undefined,
    weightOnly: main.weightOnly,
  };
}

function refuseSparsity({ values, problem }: QuantizationFields): void {
  const sparsity = values['sparsity_config'];
  const format = isObject(sparsity) ? sparsity['format'] : undefined;
  if (typeof format === 'string' && format !== 'dense') problem(`The checkpoint is sparse (${format}), whose size is not computed here.`);
}
