/** Known mistakes in published recipes, put right and told. */
import type { Engine } from '../endpoint.ts';
import { normalisePrecision } from '../precision.ts';
import { type Flag, joinFlags, splitFlags } from './flags.ts';

interface Repaired {
  readonly arguments: string[];
  /** One sentence a repair; empty when nothing was wrong. */
  readonly repairs: string[];
}

/** Flags that take no value: a word after them would be read as a model's name. https://docs.vllm.ai/en/latest/configuration/engine_args.html */
const switches = new Set([
  '--trust-remote-code',
  '--enforce-eager',
  '--enable-prefix-caching',
  '--enable-chunked-prefill',
  '--disable-log-requests',
]);

/** What the engines' dtype flag accepts. */
const dtypes = new Set(['auto', 'half', 'float16', 'bfloat16', 'float', 'float32']);

const renamed: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  vllm: { '--max-batch-size': '--max-num-seqs', '--max-context-len': '--max-model-len' },
  sglang: {
    '--model': '--model-path',
    '--tensor-parallel-size': '--tp-size',
    '--gpu-memory-utilization': '--mem-fraction-static',
    '--max-num-batched-tokens': '--chunked-prefill-size',
    '--max-model-len': '--context-length',
    '--max-context-len': '--context-length',
    '--max-num-seqs': '--max-running-requests',
  },
};

/** Engine arguments as the engine will take them. */
export function repairArguments(engine: Engine, words: readonly string[]): Repaired {
  const repairs: string[] = [];
  const flags = splitFlags(words).flatMap((flag) => repairFlag(engine, flag, (sentence) => repairs.push(sentence)));
  return { arguments: joinFlags(flags), repairs };
}

function repairFlag(engine: Engine, flag: Flag, tell: (sentence: string) => void): Flag[] {
  if (switches.has(flag.name)) return repairSwitch(flag, tell);
  if (flag.name === '--dtype') return repairDtype(flag, tell);
  const name = renamed[engine][flag.name];
  if (!name) return [flag];
  tell(`${flag.name} is no flag of ${engine}: written as ${name}.`);
  return [{ ...flag, name }];
}

function repairSwitch(flag: Flag, tell: (sentence: string) => void): Flag[] {
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

function repairDtype(flag: Flag, tell: (sentence: string) => void): Flag[] {
  const [value = ''] = flag.values;
  if (dtypes.has(value)) return [flag];
  const precision = normalisePrecision(value);
  if (precision === 'bf16') return [{ ...flag, values: ['bfloat16'] }];
  if (precision === 'fp16') return [{ ...flag, values: ['float16'] }];
  tell(`--dtype ${value} is no dtype of the engine: left out, the checkpoint's own format is used.`);
  return [];
}
