/** The number type that a config gives the values nobody quantised. */
import { isPlain, normalisePrecision, type Precision } from '../../precision.ts';
import type { ConfigFields } from './fields.ts';
import { shown, word } from './plausible.ts';

/** Undefined where the config does not say. Two that differ, or one that is no type of a model, are noted at `fields`. */
export function dtypeOf(fields: ConfigFields, text: ConfigFields): Precision | undefined {
  const places: [string, unknown][] = [
    ['dtype', fields.own('dtype')],
    ['torch_dtype', fields.own('torch_dtype')],
    ['text_config.dtype', text === fields ? undefined : text.own('dtype')],
    ['text_config.torch_dtype', text === fields ? undefined : text.own('torch_dtype')],
  ];
  const said = places
    .filter(([, value]) => value !== undefined && value !== 'auto')
    .map(([place, value]) => ({ place, value, type: plainType(value) }));
  const [first] = said;
  if (!first) return undefined;
  const other = said.find((each) => each.type !== first.type);
  if (other) fields.problem(`${first.place} is ${word(first.value)}, but ${other.place} is ${word(other.value)}: they mean the same.`);
  else if (!first.type) fields.problem(`${first.place} is ${shown(first.value)}, which is no type of weights.`);
  return first.type;
}

function plainType(value: unknown): Precision | undefined {
  const type = typeof value === 'string' ? normalisePrecision(value) : undefined;
  // Some checkpoints name the type of their quantised values here.
  return type && (isPlain(type) || type === 'fp8') ? type : undefined;
}
