import type { Schema } from '../openapi/schema.ts';

/** A path such as `.spec.size` or `.map['key']` as fields of causes are written; undefined where it leads nowhere in the schema. */
export function normalizedPath(path: string, schema: Schema, { brackets = true } = {}): { text: string; schema: Schema } | undefined {
  let current: Schema | undefined = schema;
  let text = '';
  let at = 0;
  while (at < path.length) {
    const step = stepAt(path, at);
    if (!step || !current || (step.quoted && !brackets)) return undefined;
    const named = current.properties?.[step.name] !== undefined;
    text += named ? `${text === '' ? '' : '.'}${step.name}` : `[${step.name}]`;
    current = innerSchema(current, step.name);
    at += step.length;
  }
  return current && text !== '' ? { text, schema: current } : undefined;
}

function innerSchema({ properties, additionalProperties }: Schema, name: string): Schema | undefined {
  if (properties) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

interface Step {
  name: string;
  quoted: boolean;
  length: number;
}

function stepAt(path: string, at: number): Step | undefined {
  const [found, plain, quoted] = /^(?:\.([^.[\]]+)|\['((?:\\.|[^'\\])*)'\])/.exec(path.slice(at)) ?? [];
  if (found === undefined) return undefined;
  return { name: plain ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1'), quoted: plain === undefined, length: found.length };
}
