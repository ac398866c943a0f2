/** How many tokens a model was made for. */
import type { ConfigFields } from '../../config/fields.ts';

const plain: ReadonlySet<string> = new Set([
  'max_position_embeddings',
  'n_positions',
  'max_seq_len',
  'seq_length',
  'max_sequence_length',
  'n_ctx',
]);

/** Scalings that enlarge what max_position_embeddings says; the others are already counted in it. */
const enlarging: ReadonlySet<string> = new Set(['linear', 'dynamic']);

/**
 * The context limit in tokens as vLLM derives it; undefined where the config has none of the fields.
 * https://docs.vllm.ai/en/latest/api/vllm/config/model/ (_get_and_verify_max_len)
 */
export function contextLimit(fields: ConfigFields): number | undefined {
  const explicit = fields.countOr('model_max_length', undefined);
  const limits = [...plain].map((field) => fields.raw(field)).filter((value): value is number => isCount(value));
  const limit = explicit ?? (limits.length === 0 ? undefined : Math.min(...limits));
  if (limit === undefined) return fields.countOr('max_position_embeddings', undefined);
  return scaled(fields, limit);
}

function scaled(fields: ConfigFields, limit: number): number {
  const rope = fields.nested('rope_scaling') ?? fields.nested('rope_parameters');
  const kind = rope?.text('rope_type') ?? rope?.text('type');
  const factor = rope?.raw('factor');
  if (!rope || kind === undefined || typeof factor !== 'number' || !(factor >= 1)) return limit;
  // YaRN: a config that still says the length before scaling means the product.
  const original = rope.raw('original_max_position_embeddings');
  if (kind === 'yarn') return Math.max(limit, isCount(original) ? Math.round(original * factor) : limit);
  const counted = fields.modelType.startsWith('gemma3');
  return enlarging.has(kind) && !counted ? Math.round(limit * factor) : limit;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
