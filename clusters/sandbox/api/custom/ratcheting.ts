import type { StatusCause } from '../../../api-error.ts';
import { equalJson, isJsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { correspondingItem } from './correlation.ts';

/** What was wrong before and has not been touched may stay so: of the causes, those that the write is to blame for. */
export function newCauses(causes: readonly StatusCause[], schema: Schema, versions: { object: unknown; previous: unknown }): StatusCause[] {
  return causes.filter((cause) => !isUntouched(stepsOf(cause), schema, versions));
}

/** A missing field is the fault of what it is missing in. */
function stepsOf({ field = '', reason }: StatusCause): (string | number)[] {
  const steps = [...field.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? '') : Number(index),
  );
  return reason === 'FieldValueRequired' ? steps.slice(0, -1) : steps;
}

function isUntouched(
  steps: readonly (string | number)[],
  schema: Schema,
  { object, previous }: { object: unknown; previous: unknown },
): boolean {
  let [value, old, at]: [unknown, unknown, Schema | undefined] = [object, previous, schema];
  for (const step of steps) {
    if (old !== undefined && equalJson(value, old)) return true;
    if (Array.isArray(value) && typeof step === 'number') {
      const item: unknown = value[step];
      [value, old, at] = [item, at && correspondingItem(at, item, old), at?.items];
    } else {
      const name = String(step);
      [value, old, at] = [fieldOf(value, name), fieldOf(old, name), fieldSchema(at, name)];
    }
  }
  return old !== undefined && equalJson(value, old);
}

function fieldOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
