/** A mapping of a kubeconfig, and where in the file it is: for sentences like "users[0].user.token is not text". */
export interface Fields {
  at: string;
  values: Readonly<Record<string, unknown>>;
}

/** A kubeconfig whose fields are not of the type they must have. */
export class WrongField extends Error {
  override readonly name = 'WrongField';
}

/** `value` as a mapping; null and nothing are an empty one. */
export function toFields(value: unknown, at: string): Fields {
  if (value === undefined || value === null) return { at, values: {} };
  if (typeof value !== 'object' || Array.isArray(value)) throw new WrongField(`${at || 'it'} is not a mapping`);
  return { at, values: value as Record<string, unknown> };
}

export function fieldsOf(parent: Fields, name: string): Fields {
  return toFields(lookUp(parent, name), pathTo(parent, name));
}

/** Text, or nothing as empty text. As in kubectl, a number is not text. */
export function textOf(parent: Fields, name: string): string {
  const value = lookUp(parent, name) ?? '';
  if (typeof value !== 'string') throw new WrongField(`${pathTo(parent, name)} is not text; put it in quotes`);
  return value;
}

export function flagOf(parent: Fields, name: string): boolean {
  const value = lookUp(parent, name) ?? false;
  if (typeof value !== 'boolean') throw new WrongField(`${pathTo(parent, name)} is neither true nor false`);
  return value;
}

/** The bytes of Base64 text; undefined when there are none. */
export function bytesOf(parent: Fields, name: string): Buffer | undefined {
  const text = textOf(parent, name).replaceAll(/[\r\n]/g, '');
  if (text === '') return undefined;
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new WrongField(`${pathTo(parent, name)} is not Base64`);
  }
  return Buffer.from(text, 'base64');
}

/** The mappings of a list. */
export function itemsOf(parent: Fields, name: string): Fields[] {
  return listOf(parent, name).map((item, index) => toFields(item, `${pathTo(parent, name)}[${index}]`));
}

export function textsOf(parent: Fields, name: string): string[] {
  return listOf(parent, name).map((item, index) => {
    if (typeof item !== 'string') throw new WrongField(`${pathTo(parent, name)}[${index}] is not text; put it in quotes`);
    return item;
  });
}

/** A list, or nothing as an empty one. */
export function listOf(parent: Fields, name: string): unknown[] {
  const value = lookUp(parent, name) ?? [];
  if (!Array.isArray(value)) throw new WrongField(`${pathTo(parent, name)} is not a list`);
  return value;
}

function lookUp({ values }: Fields, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function pathTo({ at }: Fields, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}
