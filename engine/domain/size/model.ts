/** A model as sizing sees it: what its repository's files say of its tensors and their format. */
import type { Precision } from '../precision.ts';
import { noteContradictions } from './config/contradictions.ts';
import { dtypeOf } from './config/dtype.ts';
import { type ConfigFields, configFields, textFields } from './config/fields.ts';
import { notAModelConfig } from './config/other-files.ts';
import type { Quantization } from './config/quantization/quantization.ts';
import { readQuantization } from './config/quantization/read.ts';
import type { Layout, Missing } from './layout/layout.ts';
import { layoutOf } from './layout/layouts.ts';
import { type Checkpoint, usualWeights, weightsOf } from './weights/answer.ts';
import { type RepositoryFile, weightFileBytes } from './weights/files.ts';
import { readGguf } from './weights/gguf/read.ts';
import type { WeightsAnswer } from './weights/weights.ts';

export interface ModelFiles {
  /** config.json, parsed. */
  readonly config?: unknown;
  /** model.safetensors.index.json, parsed. */
  readonly index?: unknown;
  /** Sum of the weight files. */
  readonly filesBytes?: number | undefined;
  /** The files of the repository, from which those with weights are chosen; instead of `filesBytes`. */
  readonly files?: readonly RepositoryFile[] | undefined;
  /** hf_quant_config.json, parsed: ModelOpt says there how the model is quantised. */
  readonly companion?: unknown;
  /** The first megabytes of a GGUF file; then nothing else is read. */
  readonly gguf?: Uint8Array | undefined;
}

export interface ReadModel {
  readonly ok: true;
  readonly layout: Layout;
  /** Undefined: not quantised. */
  readonly quantization: Quantization | undefined;
  /** Of what is not quantised; undefined where the config does not say. */
  readonly dtype: Precision | undefined;
  /** Routed experts that compute a token; undefined for a dense model, or where the config does not say. */
  readonly expertsPerToken: number | undefined;
}

export interface ModelFacts {
  readonly reading: ReadModel | { readonly ok: false; readonly missing: Missing };
  /** `wanted` other than the checkpoint's own: what an engine makes of it on loading, or why it cannot. Remembered. */
  readonly weights: (wanted?: Precision) => WeightsAnswer;
  /** What another checkpoint of this model would take, quantised to `precision` as is usual; a note says so. Remembered. */
  readonly usualWeights: (precision: Precision) => WeightsAnswer;
}

/** Pure, and never throws: what is missing or contradicts itself is named, all of it. */
export function readModel(files: ModelFiles): ModelFacts {
  const checkpoint = files.gguf ? readGgufCheckpoint(files.gguf) : readCheckpoint(files, configFields(files.config));
  if ('missing' in checkpoint) {
    const unknown = { ok: false, missing: checkpoint.missing } as const;
    return { reading: unknown, weights: () => unknown, usualWeights: () => unknown };
  }
  const { layout, quantization, dtype } = checkpoint;
  return {
    reading: { ok: true, layout, quantization, dtype, expertsPerToken: expertsPerToken(checkpoint.fields) },
    weights: remembered((wanted) => weightsOf(checkpoint, wanted)),
    usualWeights: remembered((precision) => usualWeights(checkpoint, precision)),
  };
}

function readCheckpoint(files: ModelFiles, fields: ConfigFields): Checkpoint | { missing: Missing } {
  const otherFile = notAModelConfig(files.config);
  if (otherFile !== undefined) return { missing: [otherFile] };
  const text = textFields(fields);
  const quantization = readQuantization(fields, text, files.companion);
  const dtype = dtypeOf(fields, text);
  const filesBytes = sizeOfFiles(files, fields);
  const answer = layoutOf(files.config);
  noteContradictions(fields, text, answer.ok ? answer.layout.split : undefined);
  const missing = [...new Set([...(answer.ok ? [] : answer.missing), ...fields.missing])];
  if (!answer.ok || missing.length > 0) return { missing };
  return { layout: answer.layout, fields: text, quantization, dtype, index: files.index, filesBytes };
}

function readGgufCheckpoint(file: Uint8Array): Checkpoint | { missing: Missing } {
  const answer = readGguf(file);
  if (!answer.ok) return { missing: [answer.problem] };
  const { config, quantization, ...exact } = answer.model;
  const layout = layoutOf(config);
  if (!layout.ok) return { missing: layout.missing };
  return {
    layout: layout.layout,
    fields: configFields(config),
    quantization,
    dtype: 'fp16',
    index: undefined,
    filesBytes: undefined,
    exact,
  };
}

/** Some configs list it layer by layer: the layers do not differ. */
function expertsPerToken(fields: ConfigFields): number | undefined {
  const said = fields.raw('num_experts_per_tok');
  const count: unknown = Array.isArray(said) ? said[0] : said;
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

function sizeOfFiles({ files, filesBytes, index }: ModelFiles, fields: ConfigFields): number | undefined {
  if (files) return weightFileBytes(files, index);
  if (filesBytes === undefined || (Number.isFinite(filesBytes) && filesBytes > 0)) return filesBytes;
  fields.problem(`The size of the weight files is ${filesBytes} bytes.`);
  return undefined;
}

/** Each format is worked out once. */
function remembered<Key>(answerOf: (key: Key) => WeightsAnswer): (key: Key) => WeightsAnswer {
  const known = new Map<Key, WeightsAnswer>();
  return (key) => {
    const before = known.get(key);
    if (before) return before;
    const answer = answerOf(key);
    known.set(key, answer);
    return answer;
  };
}
