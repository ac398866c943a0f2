/** Known mistakes in the value of one flag. */
import type { Engine } from '../endpoint.ts';
import { normalisePrecision } from '../precision.ts';
import type { Flag } from './flags.ts';
import { isSwitch, knownFlag } from './known-flags.ts';

export type Tell = (sentence: string) => void;

/** The flag as the engine takes it; none where it is left out. */
export function repairValue(engine: Engine, flag: Flag, tell: Tell): Flag[] {
  if (isSwitch(knownFlag(engine, flag.name))) return repairSwitch(flag, tell);
  if (flag.name === '--dtype') return repairDtype(engine, flag, tell);
  if (flag.name === '--kv-cache-dtype' && engine === 'sglang') return [repairCacheFormat(flag, tell)];
  return [flag];
}

/** A word after a flag that takes none would be read as a model's name. */
function repairSwitch(flag: Flag, tell: Tell): Flag[] {
  const [value, ...rest] = flag.values;
  if (value === undefined || rest.length > 0) return [flag];
  if (/^(true|1|yes)$/i.test(value)) {
    tell(`${flag.name} takes no value: "${value}" is left out.`);
    return [{ ...flag, values: [] }];
  }
  if (!/^(false|0|no)$/i.test(value)) return [flag];
  tell(`${flag.name} takes no value: "${value}" means that the flag is left out.`);
  return [];
}

function repairDtype(engine: Engine, flag: Flag, tell: Tell): Flag[] {
  const [value = ''] = flag.values;
  const type = knownFlag(engine, '--dtype')?.type;
  if (type?.kind === 'text' && type.choices?.includes(value)) return [flag];
  const precision = normalisePrecision(value);
  if (precision === 'bf16') return [{ ...flag, values: ['bfloat16'] }];
  if (precision === 'fp16') return [{ ...flag, values: ['float16'] }];
  tell(`--dtype ${value} is no dtype of the engine: left out, the checkpoint's own format is used.`);
  return [];
}

/** vLLM's `fp8` is the four-bit exponent; SGLang wants to be told which. */
function repairCacheFormat(flag: Flag, tell: Tell): Flag {
  if (flag.values[0] !== 'fp8') return flag;
  tell('--kv-cache-dtype fp8 is fp8_e4m3 in SGLang: written so.');
  return { ...flag, values: ['fp8_e4m3'] };
}
