import type { StatusCause } from '../../../api-error.ts';
import { requiredValue } from '../causes.ts';
import type { Schema } from '../openapi/schema.ts';

/** Properties that are restricted without having been described. */
export function incompletenessProblems(schema: Schema, field: string): StatusCause[] {
  return ofRestrictions(schema, schema, { described: field, restricted: field });
}

interface Places {
  /** Where the description should be. */
  described: string;
  /** Where the restriction is. */
  restricted: string;
}

function ofRestrictions(schema: Schema, described: Schema, at: Places): StatusCause[] {
  const inside = (name: string) => ({ ...at, restricted: `${at.restricted}.${name}` });
  const lists = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((name) =>
    (schema[name] ?? []).flatMap((inner, index) => ofRestriction(inner, described, inside(`${name}[${index}]`))),
  );
  return schema.not ? [...ofRestriction(schema.not, described, inside('not')), ...lists] : lists;
}

function ofRestriction(schema: Schema, described: Schema | undefined, at: Places): StatusCause[] {
  if (!described) return [requiredValue(at.described, `because it is defined in ${at.restricted}`)];
  const within = (name: string): Places => ({ described: `${at.described}.${name}`, restricted: `${at.restricted}.${name}` });
  return [
    ...ofRestrictions(schema, described, at),
    ...(schema.items ? ofRestriction(schema.items, described.items, within('items')) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      ofRestriction(inner, described.properties?.[name], within(`properties[${name}]`)),
    ),
  ];
}
