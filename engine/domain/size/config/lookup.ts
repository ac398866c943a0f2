/** Finding a field in one object or several, under any of its names. */
import { spellingsOf } from './aliases.ts';
import { type ConfigObject, isObject, present } from './objects.ts';
import { shown } from './plausible.ts';

/** The value as written in the first object that has it; undefined when absent or null in all. */
export function valueIn(objects: readonly ConfigObject[], field: string): unknown {
  for (const object of objects) {
    const name = spellingsOf(field).find((each) => present(object, each));
    if (name !== undefined) return object[name];
  }
  return undefined;
}

/** What is wrong where one object has the field under two names with two values. */
export function contradictionIn(objects: readonly ConfigObject[], field: string): string | undefined {
  const names = spellingsOf(field);
  const object = objects.find((each) => names.some((name) => present(each, name)));
  const given = names.filter((name) => object && present(object, name));
  if (new Set(given.map((name) => object?.[name])).size < 2) return undefined;
  return `${given.map((name) => `${name} is ${shown(object?.[name])}`).join(', but ')}: they mean the same.`;
}

/** The first of the names that is an object in it. */
export function nestedIn(object: ConfigObject | undefined, names: readonly string[]): { object: ConfigObject; name: string } | undefined {
  const found = names.flatMap((name) => {
    const value = object?.[name];
    return isObject(value) ? [{ object: value, name }] : [];
  });
  return found[0];
}
