/** Which numbers a config may hold. What is beyond is a mistake (or meant ill), and would make sums that mean nothing. */
import { spellingsOf } from './aliases.ts';

/** Larger than any model known, by a wide margin. */
const greatest: Readonly<Record<string, number>> = {
  num_hidden_layers: 4_096,
  num_experts: 65_536,
  n_shared_experts: 4_096,
  num_nextn_predict_layers: 256,
  num_attention_heads: 65_536,
  num_key_value_heads: 65_536,
  head_dim: 65_536,
  vocab_size: 100_000_000,
  // Some say an astronomic number where they mean no limit.
  max_position_embeddings: Number.MAX_SAFE_INTEGER,
};
const greatestOfOthers = 100_000_000;

/** What is wrong with a value that should be a whole number of at least `least`; undefined when nothing is. */
export function wholeNumberProblem(field: string, value: unknown, least: 0 | 1): string | undefined {
  if (typeof value !== 'number') return `${field} is ${shown(value)}, not a number.`;
  if (!Number.isInteger(value)) return `${field} is ${shown(value)}, not a whole number.`;
  if (value < least) return `${field} is ${shown(value)}, less than ${least}.`;
  return value > limitOf(field) ? `${field} is ${shown(value)}, more than any model has.` : undefined;
}

/** A value as a sentence shows it, short whatever it is. */
export function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value.length > 40 ? `the text "${value.slice(0, 40)}..."` : `the text "${value}"`;
  return String(value);
}

/** A word of a config as it stands; what is no text as `shown` has it. */
export function word(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 60) : shown(value);
}

function limitOf(field: string): number {
  const known = Object.keys(greatest).find((name) => name === field || spellingsOf(name).includes(field));
  return known === undefined ? greatestOfOthers : (greatest[known] ?? greatestOfOthers);
}
