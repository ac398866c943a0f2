/** Known mistakes in published recipes, put right and told. */
import type { Engine } from '../endpoint.ts';
import { type Flag, joinFlags, readFlag, splitFlags } from './flags.ts';
import { knownFlag } from './known-flags.ts';
import { needless, renamed } from './renames.ts';
import { repairValue, type Tell } from './repair-value.ts';

interface Repaired {
  readonly arguments: string[];
  /** One sentence a repair, and one a flag that is not known; empty when nothing was wrong. */
  readonly repairs: string[];
}

const names: Readonly<Record<Engine, string>> = { vllm: 'vLLM', sglang: 'SGLang' };

/** Engine arguments as the engine will take them. What is not known is left as it is, and told. */
export function repairArguments(engine: Engine, words: readonly string[]): Repaired {
  const repairs: string[] = [];
  const tell = (sentence: string) => repairs.push(sentence);
  const flags = splitFlags(words).flatMap((flag) => repairFlag(engine, { flag, words }, tell));
  return { arguments: joinFlags(flags), repairs };
}

function repairFlag(engine: Engine, { flag: given, words }: { flag: Flag; words: readonly string[] }, tell: Tell): Flag[] {
  const flag = longName(engine, given, tell);
  if (flag.name === '') return [flag];
  const reason = needless[engine][flag.name];
  if (reason !== undefined) {
    tell(`${flag.name} ${reason}: left out.`);
    return [];
  }
  if (engine === 'sglang' && flag.name === '--enable-expert-parallel') return expertParallel(words, tell);
  const name = renamed[engine][flag.name];
  if (name !== undefined && name !== flag.name) {
    tell(`${flag.name} is no flag of ${engine}: written as ${name}.`);
    return repairValue(engine, { ...flag, name }, tell);
  }
  if (!knownFlag(engine, flag.name) && !isLevel(flag.name))
    tell(`${flag.name} is no flag of ${names[engine]} that is known here: left as it is.`);
  return repairValue(engine, flag, tell);
}

/** One word for each flag: `-tp` is `--tensor-parallel-size`. vLLM takes `--max_model_len` as well, SGLang does not. */
function longName(engine: Engine, flag: Flag, tell: Tell): Flag {
  const name = flag.name.startsWith('--') ? flag.name.replaceAll('_', '-') : flag.name;
  if (name !== flag.name && engine === 'sglang') tell(`${flag.name} is written as ${name}: SGLang takes dashes only.`);
  const known = knownFlag(engine, name);
  const isAlias = known?.aliases.includes(name) && renamed[engine][name] === undefined;
  return { ...flag, name: known && isAlias ? `--${known.name}` : name };
}

/** vLLM's `-O3`. */
function isLevel(name: string): boolean {
  return /^-O\d$/.test(name);
}

function expertParallel(words: readonly string[], tell: Tell): Flag[] {
  const size = readFlag(words, '--tp-size') ?? readFlag(words, '--tensor-parallel-size');
  if (size === undefined) {
    tell('--enable-expert-parallel is no flag of sglang: left out. Say --ep-size with the number of GPUs.');
    return [];
  }
  tell(`--enable-expert-parallel is no flag of sglang: written as --ep-size ${size}.`);
  return [{ name: '--ep-size', values: [size] }];
}
