/** Finds where a model's files declare a quantisation, and reads it by its method. */
import type { ConfigFields } from '../fields.ts';
import { type ConfigObject, isObject } from '../objects.ts';
import { word } from '../plausible.ts';
import { declarations } from './declarations.ts';
import { readBitsAndBytes } from './methods/bitsandbytes.ts';
import { readCompressedTensors } from './methods/compressed-tensors.ts';
import { readFp8 } from './methods/fp8.ts';
import { readMlx } from './methods/mlx.ts';
import { readModelOpt } from './methods/modelopt.ts';
import { readMxfp4 } from './methods/mxfp4.ts';
import { readAutoRound, readAwq, readGptq } from './methods/packed.ts';
import { readQuark } from './methods/quark.ts';
import type { MethodReader, Quantization } from './quantization.ts';

const readers: ReadonlyMap<string, MethodReader> = new Map(
  Object.entries({
    fp8: readFp8,
    fbgemm_fp8: readFp8,
    ptpc_fp8: readFp8,
    mxfp4: readMxfp4,
    modelopt: readModelOpt,
    modelopt_fp4: readModelOpt,
    modelopt_fp8: readModelOpt,
    petit_nvfp4: readModelOpt,
    'compressed-tensors': readCompressedTensors,
    compressed_tensors: readCompressedTensors,
    gptq: readGptq,
    gptq_marlin: readGptq,
    awq: readAwq,
    awq_marlin: readAwq,
    'auto-round': readAutoRound,
    'intel/auto-round': readAutoRound,
    bitsandbytes: readBitsAndBytes,
    mlx: readMlx,
    quark: readQuark,
  }),
);

/** Undefined where the model is not quantised. Problems (an unknown method, two that differ) are noted at `fields`. */
export function readQuantization(fields: ConfigFields, text: ConfigFields, companion?: unknown): Quantization | undefined {
  const found = declarations(fields, text, companion);
  const [first] = found;
  if (!first) return undefined;
  const other = found.find((each) => differs(first.values, each.values));
  if (other) {
    fields.problem(`${first.place} and ${other.place} declare different quantisations: ${said(first.values)} and ${said(other.values)}.`);
    return undefined;
  }
  const method = methodOf(first.values);
  const reader = method === undefined ? undefined : readers.get(method.toLowerCase());
  if (method === undefined || !reader) {
    fields.problem(
      method === undefined
        ? `${first.place} has no quant_method.`
        : `The quantisation ${word(method)} is not known here, so the size of its weights is not.`,
    );
    return undefined;
  }
  const problem = (sentence: string): void => void fields.problem(sentence);
  return reader({ method, values: first.values, expertType: text.text('expert_dtype'), problem });
}

/** As written, or as the fields betray it where quant_method is left out. */
function methodOf(values: ConfigObject): string | undefined {
  const written = values['quant_method'];
  if (typeof written === 'string' && written !== '') return written;
  if (typeof values['quant_algo'] === 'string') return 'modelopt';
  if (isObject(values['config_groups'])) return 'compressed-tensors';
  if (values['load_in_4bit'] === true || values['load_in_8bit'] === true) return 'bitsandbytes';
  if ('w_bit' in values || 'zero_point' in values) return 'awq';
  if ('desc_act' in values || 'damp_percent' in values) return 'gptq';
  return 'bits' in values && 'group_size' in values ? 'mlx' : undefined;
}

/** What two declarations of the same quantisation must agree on, where both say it. */
function differs(one: ConfigObject, other: ConfigObject): boolean {
  const [first, second] = [methodOf(one), methodOf(other)];
  const bothModelOpt = one['quant_algo'] !== undefined && one['quant_algo'] === other['quant_algo'];
  if (first !== undefined && second !== undefined && first !== second && !bothModelOpt) return true;
  return ['bits', 'w_bit', 'group_size', 'quant_algo', 'load_in_4bit'].some(
    (name) => isSaid(one[name]) && isSaid(other[name]) && one[name] !== other[name],
  );
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function said(values: ConfigObject): string {
  const bits = values['quant_algo'] ?? values['bits'] ?? values['w_bit'];
  return `${methodOf(values) ?? 'one without quant_method'}${isSaid(bits) ? ` (${typeof bits === 'number' ? `${bits} bits` : word(bits)})` : ''}`;
}
