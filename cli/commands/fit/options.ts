import { SlipwayError } from '../../../engine/contract/errors.ts';
import { normalisePrecision, type Precision, precisionSpellings } from '../../../engine/domain/precision.ts';
import { wholeNumber } from '../../whole-number.ts';

/** The command's words as citty gives them: all text. */
export interface FitWords {
  readonly model?: string | undefined;
  readonly config?: string | undefined;
  readonly gguf?: string | undefined;
  readonly index?: string | undefined;
  readonly 'files-bytes'?: string | undefined;
  readonly gpu?: string | undefined;
  readonly count?: string | undefined;
  readonly engine?: string | undefined;
  readonly precision?: string | undefined;
  readonly 'max-model-len'?: string | undefined;
  readonly concurrency?: string | undefined;
  readonly util?: string | undefined;
  readonly tp?: string | undefined;
  readonly 'enable-expert-parallel'?: boolean | undefined;
  readonly 'kv-cache-dtype'?: string | undefined;
  readonly price?: string | undefined;
}

/** Where the model's facts come from. */
export type ModelSource =
  | { readonly kind: 'catalog'; readonly id: string }
  | { readonly kind: 'config'; readonly file: string; readonly index: string | undefined; readonly filesBytes: number | undefined }
  | { readonly kind: 'gguf'; readonly file: string };

/** What was asked, checked: numbers are numbers, and nothing contradicts itself. */
export interface FitOptions {
  readonly source: ModelSource;
  readonly gpu: string | undefined;
  readonly gpuCount: number | undefined;
  readonly tensorParallel: number | undefined;
  readonly expertParallel: boolean;
  readonly precision: Precision | undefined;
  readonly engine: 'vllm' | 'sglang';
  readonly maxModelLen: number | undefined;
  readonly concurrency: number;
  /** Share of the memory, above 0 and at most 1. */
  readonly utilization: number | undefined;
  readonly kvCacheDtype: 'auto' | 'fp8';
  /** Per GPU and hour. */
  readonly pricePerHour: number | undefined;
}

/** Throws `invalid_input` with what is wrong and how it is written. */
export function fitOptions(words: FitWords): FitOptions {
  const options = {
    source: sourceOf(words),
    gpu: named('--gpu', words.gpu),
    gpuCount: counted('--count', words.count),
    tensorParallel: counted('--tp', words.tp),
    expertParallel: words['enable-expert-parallel'] === true,
    precision: precisionOf(words.precision),
    engine: oneOf('--engine', words.engine ?? 'vllm', { vllm: 'vllm', sglang: 'sglang' } as const),
    maxModelLen: counted('--max-model-len', words['max-model-len']),
    concurrency: counted('--concurrency', words.concurrency) ?? 1,
    utilization: shareOf(words.util),
    kvCacheDtype: oneOf('--kv-cache-dtype', words['kv-cache-dtype'] ?? 'auto', cacheFormats),
    pricePerHour: priceOf(words.price),
  };
  checkSplit(options);
  return options;
}

// vLLM's spellings. The two kinds of FP8 take the same room.
const cacheFormats = { auto: 'auto', fp8: 'fp8', fp8_e4m3: 'fp8', fp8_e5m2: 'fp8' } as const;

function sourceOf(words: FitWords): ModelSource {
  const { model, config, gguf, index } = words;
  const given = Object.entries({ '--model': model, '--config': config, '--gguf': gguf }).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw wrong('slipway fit needs a model.', 'Give --model ID, --config config.json or --gguf FILE.');
  if (given.length > 1) throw wrong(`${given.map(([flag]) => flag).join(' and ')} name a model each.`, 'Give one of them.');
  const filesBytes = counted('--files-bytes', words['files-bytes']);
  if (config !== undefined) return { kind: 'config', file: named('--config', config), index: named('--index', index), filesBytes };
  if (index !== undefined || filesBytes !== undefined)
    throw wrong(
      `${index === undefined ? '--files-bytes' : '--index'} belongs to a config.json.`,
      'Give it together with --config config.json.',
    );
  if (gguf !== undefined) return { kind: 'gguf', file: named('--gguf', gguf) };
  return { kind: 'catalog', id: named('--model', model ?? '') };
}

function named<Name extends string | undefined>(flag: string, name: Name): Name {
  if (name?.trim() === '') throw wrong(`${flag} is empty.`, `Give ${flag} a value.`);
  return name;
}

function counted(flag: string, text: string | undefined): number | undefined {
  const number = wholeNumber(flag, text);
  if (number === 0) throw wrong(`${flag} 0 asks for nothing.`, `Give a number of 1 or more.`);
  if (number !== undefined && !Number.isSafeInteger(number))
    throw wrong(`${flag} ${text} is beyond what can be counted.`, 'Give a smaller number.');
  return number;
}

function precisionOf(text: string | undefined): Precision | undefined {
  const precision = text === undefined ? undefined : normalisePrecision(text);
  if (text === undefined || precision !== undefined) return precision;
  throw wrong(`--precision ${text} is no number format that Slipway knows.`, `Formats: ${precisionSpellings().join(', ')}.`);
}

function shareOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = decimal(text);
  if (share > 0 && share <= 1) return share;
  throw wrong(`--util ${text} is no share of the memory.`, 'Give a number above 0 and up to 1, such as --util 0.9.');
}

function priceOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const price = decimal(text);
  if (price > 0 && Number.isFinite(price)) return price;
  throw wrong(`--price ${text} is no price.`, 'Give what one GPU costs an hour, such as --price 2.5.');
}

/** NaN for what is no plain decimal number; Number() alone takes hexadecimal and empty text too. */
function decimal(text: string): number {
  return /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
}

function oneOf<Value>(flag: string, text: string, values: Readonly<Record<string, Value>>): Value {
  const value = Object.hasOwn(values, text.toLowerCase()) ? values[text.toLowerCase()] : undefined;
  if (value !== undefined) return value;
  throw wrong(`${flag} ${text} is not known.`, `${flag} can be ${Object.keys(values).join(', ')}.`);
}

function checkSplit({ gpuCount, tensorParallel }: Pick<FitOptions, 'gpuCount' | 'tensorParallel'>): void {
  if (gpuCount === undefined || tensorParallel === undefined || gpuCount % tensorParallel === 0) return;
  if (tensorParallel > gpuCount)
    throw wrong(`--tp ${tensorParallel} needs ${tensorParallel} GPUs, and --count gives ${gpuCount}.`, 'Make --count a multiple of --tp.');
  throw wrong(`--count ${gpuCount} cannot be made of groups of --tp ${tensorParallel}.`, 'Make --count a multiple of --tp.');
}

function wrong(message: string, fix: string): SlipwayError {
  return new SlipwayError('invalid_input', message, { fix });
}
