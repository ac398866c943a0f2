/** MLX (Apple): every linear map and the embeddings, with a scale and an offset for a group. https://ml-explore.github.io/mlx */
import type { TensorRole } from '../../../layout/layout.ts';
import { isObject } from '../../objects.ts';
import { bare, lookUpModule } from '../modules.ts';
import type { MethodReader, QuantizationFields } from '../quantization.ts';
import { microscaled, nvfp4, perGroup, type Storage } from '../storage.ts';
import { bitsOf, groupSizeOf } from '../values.ts';

const roles: ReadonlySet<TensorRole> = new Set<TensorRole>(['linear', 'expert', 'embedding', 'head', 'router']);

export const readMlx: MethodReader = (fields) => {
  const storage = storageIn(fields);
  const others = otherStorages(fields);
  return {
    method: 'mlx',
    precision: storage.precision,
    block: storage.scale,
    weightOnly: true,
    storageOf: (module, role) => {
      if (!roles.has(role)) return undefined;
      const other = lookUpModule(others, module);
      return other === undefined ? storage : other.storage;
    },
  };
};

function storageIn(fields: QuantizationFields): Storage {
  const mode = fields.values['mode'];
  if (mode === 'mxfp4' || mode === 'mxfp8') return microscaled(mode);
  if (mode === 'nvfp4') return { ...nvfp4(), bytesPerMatrix: 0 };
  const bits = bitsOf(fields, fields.values['bits'], [2, 3, 4, 5, 6, 8]);
  const group = perGroup(groupSizeOf(fields, fields.values['group_size'], 64));
  return { precision: bits <= 4 ? 'int4' : 'int8', bits, wordsAlong: 'columns', scale: { ...group, bytes: 4 } };
}

/** Modules with bits of their own, or `false` for none. */
function otherStorages(fields: QuantizationFields): ReadonlyMap<string, { storage: Storage | undefined }> {
  const others = new Map<string, { storage: Storage | undefined }>();
  for (const [module, value] of Object.entries(fields.values)) {
    if (value === false) others.set(bare(module), { storage: undefined });
    else if (isObject(value) && 'bits' in value) others.set(bare(module), { storage: storageIn({ ...fields, values: value }) });
  }
  return others;
}
