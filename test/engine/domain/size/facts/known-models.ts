/** The models of published facts whose config is at hand: raw config.json files, the catalog, and checkpoints of the same shapes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { findModel } from '../../../../../engine/domain/catalog/catalog.ts';
import type { Precision } from '../../../../../engine/domain/precision.ts';
import { type ModelFacts, readModel } from '../../../../../engine/domain/size/model.ts';
import { catalog } from '../../facts.ts';

export const shared = process.env['SLIPWAY_TEST_SHARED'];
const folder = `${shared}/hardware/configs`;

export interface KnownModel {
  readonly facts: ModelFacts;
  /** Set where it is sized by a checkpoint of another format, which is then told. */
  readonly precision?: Precision;
}

/** Names without owner, in lower case: those on the left have the shapes of those on the right. */
const sameShapes: Readonly<Record<string, string>> = {
  'deepseek-r1-0528': 'deepseek-r1',
  'deepseek-v3.1': 'deepseek-v3',
  'deepseek-v3.2-exp': 'deepseek-v3.2',
  'deepseek-r1-distill-qwen-32b': 'qwen2.5-32b',
  'glm-5': 'glm-5-fp8',
  'glm-5.2': 'glm-5.2-fp8',
  'llama-2-7b-chat': 'llama-2-7b-hf',
  'llama-3-8b-instruct': 'meta-llama-3.1-8b',
  'llama-3.1-8b-base': 'meta-llama-3.1-8b',
  'llama-3.3-70b-instruct': 'llama-3.1-70b-instruct',
  'llama-3.1-405b-instruct': 'meta-llama-3.1-405b',
  'llama-4-maverick-17b-128e-instruct': 'llama-4-maverick-17b-128e-instruct-fp8',
  'minimax-m2': 'minimax-m2.5',
  'mixtral-8x22b-instruct-v0.1': 'mixtral-8x22b-v0.1',
  'mixtral-8x7b-instruct-v0.1': 'mixtral-8x7b-v0.1',
};

/** What the end of a checkpoint's name says of its format. */
const endings: readonly (readonly [RegExp, Precision])[] = [
  [/-(fp8-kv|fp8-dynamic|fp8)$/, 'fp8'],
  [/-mxfp8$/, 'mxfp8'],
  [/-mxfp4(-preview)?$/, 'mxfp4'],
  [/-(nv)?fp4(-v2)?$/, 'nvfp4'],
];

const models = new Map<string, KnownModel | undefined>();

/** Undefined where no config is at hand. */
export function modelOf(checkpoint: string): KnownModel | undefined {
  const name = checkpoint.toLowerCase().replace(/^.*\//, '');
  if (!models.has(name)) models.set(name, ownModel(checkpoint, name) ?? siblingOf(name));
  return models.get(name);
}

function ownModel(checkpoint: string, name: string): KnownModel | undefined {
  const facts = ofFile(name) ?? ofCatalog(checkpoint) ?? ofFile(sameShapes[name] ?? '');
  return facts && { facts };
}

/** A checkpoint in another format than the ones at hand: its base, sized in what its name says. */
function siblingOf(name: string): KnownModel | undefined {
  if (name === 'deepseek-v4-pro') return { facts: deepseekV4Pro() };
  const ending = endings.find(([pattern]) => pattern.test(name));
  const base = ending ? name.replace(ending[0], '') : name;
  const facts = (ending && (ofFile(base) ?? ofCatalog(base) ?? ofFile(sameShapes[base] ?? ''))) ?? ofQuantised(base);
  return facts && { facts, ...(ending ? { precision: ending[1] } : {}) };
}

/** The plain model of which only a quantised checkpoint is at hand. */
function ofQuantised(base: string): ModelFacts | undefined {
  const config = configOf(`${base}-nvfp4`) ?? configOf(`${base}-fp8`);
  return config && readModel({ config: { ...config, quantization_config: undefined } });
}

/** Only its NVFP4 conversion is at hand; the published one quantises as DeepSeek-V4-Flash does. */
function deepseekV4Pro(): ModelFacts {
  const flash = configOf('deepseek-v4-flash');
  return readModel({ config: { ...configOf('deepseek-v4-pro-nvfp4'), quantization_config: flash?.['quantization_config'] } });
}

function ofCatalog(id: string): ModelFacts | undefined {
  const model = findModel(catalog, id) ?? catalog.models.find((each) => nameIn(each.id) === id);
  return model && readModel({ config: model.config });
}

function ofFile(name: string): ModelFacts | undefined {
  const config = configOf(name);
  const companion = `${folder}/${fileOf(name)?.replace(/\.json$/, '.hf_quant_config.json')}`;
  return config && readModel({ config, companion: existsSync(companion) ? JSON.parse(readFileSync(companion, 'utf8')) : undefined });
}

function configOf(name: string): Record<string, unknown> | undefined {
  const file = fileOf(name);
  return file === undefined ? undefined : JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
}

/** `Qwen--Qwen3-8B.json` and `openai--gpt-oss-20b.v2.json` are known by what stands between. */
function fileOf(name: string): string | undefined {
  return files().get(name);
}

let names: ReadonlyMap<string, string> | undefined;

function files(): ReadonlyMap<string, string> {
  names ??= new Map(
    (shared ? readdirSync(folder) : [])
      .filter((file) => file.endsWith('.json') && !file.includes('hf_quant_config'))
      .map((file) => [nameIn(file.replace('--', '/').replace(/(\.v2)?\.json$/, '')), file]),
  );
  return names;
}

function nameIn(id: string): string {
  return id.toLowerCase().replace(/^.*\//, '');
}
