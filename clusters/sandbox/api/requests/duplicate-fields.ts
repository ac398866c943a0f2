/** Bodies are data by the time they are decoded; what repeats itself in their text is kept beside them. */
const duplicates = new WeakMap<object, readonly string[]>();

/** Notes the fields that a body's text has more than once; the last one counts. */
export function noteDuplicateFields(body: unknown, fields: readonly string[]): void {
  if (typeof body === 'object' && body !== null && fields.length > 0) duplicates.set(body, fields);
}

export function duplicateFields(body: unknown): readonly string[] {
  return typeof body === 'object' && body !== null ? (duplicates.get(body) ?? []) : [];
}
