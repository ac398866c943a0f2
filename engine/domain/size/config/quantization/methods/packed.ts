/** GPTQ, AWQ and AutoRound: integers of a few bits in 32-bit words, a scale and a zero point for a group of inputs. */
import { isObject } from '../../objects.ts';
import { bare, lookUpModule, selectModules } from '../modules.ts';
import { isLinear, type MethodReader, type Quantization, type QuantizationFields } from '../quantization.ts';
import { microscaled, nvfp4, perGroup, type Storage } from '../storage.ts';
import { agreedOf, bitsOf, firstOf, groupSizeOf, namesIn } from '../values.ts';

/** https://github.com/AutoGPTQ/AutoGPTQ (qlinear_cuda.py): qweight, qzeros, scales and g_idx. */
export const readGptq: MethodReader = (fields) => {
  const bits = bitsOf(fields, firstOf(fields, 'bits'), [2, 3, 4, 8]);
  const group = groupSizeOf(fields, firstOf(fields, 'group_size'), -1);
  return packed(fields, gptqStorage(bits, group), group);
};

/** https://github.com/casper-hansen/AutoAWQ (gemm.py): qweight, qzeros and scales. */
export const readAwq: MethodReader = (fields) => {
  const bits = bitsOf(fields, agreedOf(fields, 'bits', 'w_bit'), [4, 8]);
  const group = groupSizeOf(fields, agreedOf(fields, 'group_size', 'q_group_size'), 128);
  return packed(fields, awqStorage(bits, group), group);
};

/** https://github.com/intel/auto-round: packed as one of the two, or as a four-bit float. */
export const readAutoRound: MethodReader = (fields) => {
  const kind = String(firstOf(fields, 'data_type') ?? 'int');
  if (kind.startsWith('mx_fp')) return packed(fields, microscaled('mxfp4'), 32);
  if (kind.startsWith('nv_fp')) return packed(fields, nvfp4(), 16);
  return String(firstOf(fields, 'packing_format') ?? '').includes('awq') ? readAwq(fields) : readGptq(fields);
};

function gptqStorage(bits: number, group: number): Storage {
  const groups = perGroup(group);
  return {
    precision: precisionOf(bits),
    bits,
    wordsAlong: 'columns',
    scale: { ...groups, bytes: 2 },
    zero: { ...groups, bits },
    bytesPerColumn: 4,
  };
}

function awqStorage(bits: number, group: number): Storage {
  const groups = perGroup(group);
  return { precision: precisionOf(bits), bits, wordsAlong: 'rows', scale: { ...groups, bytes: 2 }, zero: { ...groups, bits } };
}

function packed(fields: QuantizationFields, storage: Storage, group: number): Quantization {
  const leftOut = selectModules(
    [...namesIn(fields, 'modules_to_not_convert', 'modules_in_block_to_leave'), ...dynamicallyLeftOut(fields)],
    fields.problem,
  );
  const others = otherBits(fields);
  const withHead = fields.values['lm_head'] === true;
  return {
    method: fields.method,
    precision: storage.precision,
    block: group > 0 ? { rows: 1, columns: group } : undefined,
    weightOnly: true,
    storageOf(module, role) {
      if (!(isLinear(role) || (withHead && role === 'head')) || leftOut(module)) return undefined;
      const bits = lookUpModule(others, module);
      if (bits === undefined) return storage;
      return bits >= 16 ? undefined : { ...storage, bits, precision: precisionOf(bits) };
    },
  };
}

/** GPTQModel: `dynamic` leaves out what matches a pattern that begins with `-:`. */
function dynamicallyLeftOut({ values, problem }: QuantizationFields): string[] {
  const dynamic = values['dynamic'];
  if (!isObject(dynamic)) return [];
  const patterns = Object.keys(dynamic);
  if (patterns.some((pattern) => !pattern.startsWith('-:')))
    problem('The quantisation gives some modules other bits by a pattern (dynamic), whose size is not computed here.');
  return patterns.map((pattern) => `re:${pattern.slice(2)}`);
}

/** AutoRound: `extra_config` gives some modules other bits, 16 for none. */
function otherBits({ values }: QuantizationFields): ReadonlyMap<string, number> {
  const extra = values['extra_config'];
  const entries = isObject(extra) ? Object.entries(extra) : [];
  return new Map(
    entries.flatMap(([module, entry]) => (isObject(entry) && typeof entry['bits'] === 'number' ? [[bare(module), entry['bits']]] : [])),
  );
}

function precisionOf(bits: number): 'int4' | 'int8' {
  return bits <= 4 ? 'int4' : 'int8';
}
