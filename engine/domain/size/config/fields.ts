/** Reading a config.json that anybody may have written: nothing throws, and every field that is missing is named at the end. */
import type { Missing } from '../layout/layout.ts';
import { isStructural } from './aliases.ts';
import { contradictionIn, nestedIn, valueIn } from './lookup.ts';
import { type ConfigObject, isObject, present } from './objects.ts';
import { notAModelConfig } from './other-files.ts';
import { shown, wholeNumberProblem } from './plausible.ts';

/** One object of a config with the names of all times, and what was found wanting while it was read. */
export class ConfigFields {
  readonly #objects: readonly ConfigObject[];
  readonly #path: string;
  readonly #problems: Set<string>;

  /** `objects`: where a field is looked for, the nearest first. `path`: how sentences name the place, empty at the top. */
  constructor(objects: readonly ConfigObject[], path: string, problems: Set<string>) {
    this.#objects = objects;
    this.#path = path;
    this.#problems = problems;
  }

  /** What is missing or contradicts itself so far, of all objects of this config. Not empty: the size is unknown. */
  get missing(): Missing {
    return [...this.#problems];
  }

  /** `model_type` of this object alone, empty where it has none. */
  get modelType(): string {
    const value = this.#objects[0]?.['model_type'];
    return typeof value === 'string' ? value : '';
  }

  get architectures(): readonly string[] {
    return this.texts('architectures') ?? [];
  }

  /** The field under any of its names, as written; undefined when absent or null. */
  raw(field: string): unknown {
    return valueIn(this.#objects, field);
  }

  /** A field of this object alone under exactly this name, as written; undefined when absent or null. */
  own(name: string): unknown {
    const [object] = this.#objects;
    return object && present(object, name) ? object[name] : undefined;
  }

  has(field: string): boolean {
    return this.raw(field) !== undefined;
  }

  /** A whole number of at least 1. Without it the size is unknown: NaN, and noted. */
  count(field: string): number {
    if (!this.has(field)) return this.#note(`${this.#path}${field} is missing.`);
    return this.#number(field, 1);
  }

  /** A whole number of at least 1, `fallback` where the config leaves it out (or says null). A wrong one is noted. */
  countOr<Fallback>(field: string, fallback: Fallback): number | Fallback {
    return this.has(field) ? this.#number(field, 1) : fallback;
  }

  /** A whole number of at least 0, `fallback` where the config leaves it out. */
  wholeOr<Fallback>(field: string, fallback: Fallback): number | Fallback {
    return this.has(field) ? this.#number(field, 0) : fallback;
  }

  /** Any finite number above 0 (an expansion ratio), `fallback` where the config leaves it out. */
  positiveOr<Fallback>(field: string, fallback: Fallback): number | Fallback {
    const value = this.raw(field);
    if (value === undefined) return fallback;
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
    return this.#note(`${this.#path}${field} is ${shown(value)}, not a number above 0.`);
  }

  flag(field: string, fallback: boolean): boolean {
    const value = this.raw(field);
    if (value === undefined) return fallback;
    if (typeof value !== 'boolean') this.problem(`${field} is ${shown(value)}, not true or false.`);
    return value === true;
  }

  text(field: string): string | undefined {
    const value = this.raw(field);
    return typeof value === 'string' ? value : undefined;
  }

  list(field: string): readonly unknown[] | undefined {
    const value = this.raw(field);
    return Array.isArray(value) ? value : undefined;
  }

  texts(field: string): readonly string[] | undefined {
    return this.list(field)?.filter((each) => typeof each === 'string');
  }

  /** One text for each layer (`layer_types`); undefined where the config has none, noted when there are more or fewer than layers. */
  perLayer(field: string, layers: number): readonly string[] | undefined {
    const values = this.list(field);
    if (!values || Number.isNaN(layers)) return undefined;
    if (values.length === layers && values.every((each) => typeof each === 'string')) return values;
    this.problem(`${field} names ${values.length} layers, but num_hidden_layers is ${layers}.`);
    return undefined;
  }

  /** A nested object (`vision_config`), whose fields are looked for there alone; the first of the names that is there. */
  nested(...names: string[]): ConfigFields | undefined {
    const found = nestedIn(this.#objects[0], names);
    return found && new ConfigFields([found.object], `${this.#path}${found.name}.`, this.#problems);
  }

  /** A nested object whose absent fields this object may have (`text_config`). */
  inner(...names: string[]): ConfigFields | undefined {
    const found = nestedIn(this.#objects[0], names);
    return found && new ConfigFields([found.object, ...this.#objects], `${this.#path}${found.name}.`, this.#problems);
  }

  /** The same fields, with these where the config leaves one out: what a nested config may omit because its type has a default. */
  withDefaults(values: ConfigObject): ConfigFields {
    return new ConfigFields([...this.#objects, values], this.#path, this.#problems);
  }

  /** Notes a contradiction or a lack in a sentence; the size is unknown from then on. Always NaN, for use in place of a number. */
  problem(sentence: string): number {
    return this.#note(`${this.#path}${sentence}`);
  }

  #number(field: string, least: 0 | 1): number {
    const value = this.raw(field);
    const wrong = wholeNumberProblem(field, value, least) ?? (isStructural(field) ? contradictionIn(this.#objects, field) : undefined);
    return wrong === undefined && typeof value === 'number' ? value : this.problem(wrong ?? `${field} is not a number.`);
  }

  #note(sentence: string): number {
    this.#problems.add(sentence);
    return Number.NaN;
  }
}

/** The fields of a parsed config.json. Anything else than a model's config is noted at once. */
export function configFields(config: unknown): ConfigFields {
  const problem = notAModelConfig(config);
  return new ConfigFields([isObject(config) ? config : {}], '', new Set(problem === undefined ? [] : [problem]));
}

/** The language model inside a config that has others beside it; the config itself where it stands at the top. */
export function textFields(fields: ConfigFields): ConfigFields {
  const thinker = fields.inner('thinker_config') ?? fields;
  return thinker.inner('text_config', 'llm_config', 'language_config', 'language_model_config') ?? thinker;
}
