/** Files that are taken for a config.json by mistake: each is named, with what is wanted instead. */
import { shown } from './plausible.ts';

interface OtherFile {
  /** Fields of which a file of this kind has all. */
  readonly fields: readonly string[];
  readonly sentence: string;
}

const others: readonly OtherFile[] = [
  {
    fields: ['producer', 'quantization'],
    sentence: 'This is hf_quant_config.json, which says how a model is quantised, not what it is: give config.json of the same repository.',
  },
  {
    fields: ['weight_map'],
    sentence: 'This is model.safetensors.index.json, which lists the shards: give config.json, and this one with --index.',
  },
  {
    fields: ['peft_type'],
    sentence: 'This is adapter_config.json, of an adapter (LoRA) and not of a model: give config.json of its base model.',
  },
  {
    fields: ['_class_name', '_diffusers_version'],
    sentence: 'This is the config of a diffusion pipeline, whose size is not computed here.',
  },
  {
    fields: ['tokenizer_class'],
    sentence: 'This is tokenizer_config.json, which says nothing of the size: give config.json of the same repository.',
  },
];

/** Why a parsed file is no model's config.json; undefined when it may be one. */
export function notAModelConfig(config: unknown): string | undefined {
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    return `config.json holds ${shown(config)}, not an object with the model's fields.`;
  const names = Object.keys(config);
  if (names.length === 0) return 'config.json is empty: it names neither model_type nor any size.';
  if (names.includes('model_type') || names.includes('architectures')) return undefined;
  return others.find((other) => other.fields.every((field) => names.includes(field)))?.sentence;
}
