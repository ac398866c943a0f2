/** The places where the files of a model may say how it is quantised. */
import type { ConfigFields } from '../fields.ts';
import { type ConfigObject, isObject } from '../objects.ts';
import { shown } from '../plausible.ts';

export interface Declaration {
  /** As a sentence names it. */
  readonly place: string;
  readonly values: ConfigObject;
}

/** Those that are there, the one that is read first. `companion`: hf_quant_config.json of ModelOpt. One that says nothing is noted at `fields`. */
export function declarations(fields: ConfigFields, text: ConfigFields, companion?: unknown): Declaration[] {
  const own = fields.own('quantization_config');
  if (own !== undefined && !isObject(own))
    fields.problem(`quantization_config is ${shown(own)}, not an object that says how the model is quantised.`);
  const places = [
    declaration('quantization_config', own),
    ...(text === fields ? [] : [declaration('text_config.quantization_config', text.own('quantization_config'))]),
    declaration('compression_config', fields.own('compression_config') ?? text.own('compression_config')),
    declaration('quantization', fields.own('quantization')),
    companionDeclaration(fields, companion),
    onLoading(fields),
  ];
  return places.filter((each) => each !== undefined);
}

function declaration(place: string, values: unknown): Declaration | undefined {
  return isObject(values) && Object.keys(values).length > 0 ? { place, values } : undefined;
}

function companionDeclaration(fields: ConfigFields, companion: unknown): Declaration | undefined {
  if (companion === undefined || companion === null) return undefined;
  const found = declaration('hf_quant_config.json', isObject(companion) ? companion['quantization'] : undefined);
  if (!found) fields.problem('hf_quant_config.json has no quantization that says how the model is quantised.');
  return found;
}

/** Old configs of bitsandbytes say it among the model's own fields. */
function onLoading(fields: ConfigFields): Declaration | undefined {
  const four = fields.own('load_in_4bit') === true;
  const eight = fields.own('load_in_8bit') === true;
  return four || eight ? { place: 'load_in_4bit or load_in_8bit', values: { load_in_4bit: four, load_in_8bit: eight } } : undefined;
}
