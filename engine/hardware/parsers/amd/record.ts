/** What AMD's tools print, whichever the form: named values below headings. Names change their case from version to version. */

export type AmdValue = string | AmdRecord | readonly AmdValue[];
export interface AmdRecord {
  /** By name in lower case. */
  readonly [name: string]: AmdValue | undefined;
}

/** Nesting beyond this is damage; the tools print four levels. */
const deepest = 12;

/** A parsed JSON object with its names in lower case. Undefined for what is no object. */
export function amdRecord(value: unknown): AmdRecord | undefined {
  const converted = amdValue(value, 0);
  return typeof converted === 'object' && !Array.isArray(converted) ? (converted as AmdRecord) : undefined;
}

/** The text at a path; undefined where the tool has none or says that it has none. */
export function amdText(record: AmdRecord | undefined, ...path: string[]): string | undefined {
  let value: AmdValue | undefined = record;
  for (const name of path) value = typeof value === 'object' && !Array.isArray(value) ? (value as AmdRecord)[name] : undefined;
  return typeof value === 'string' ? meaningful(value) : undefined;
}

export function amdPart(record: AmdRecord | undefined, name: string): AmdRecord | undefined {
  const value = record?.[name];
  return typeof value === 'object' && !Array.isArray(value) ? (value as AmdRecord) : undefined;
}

/** `0x74A1` and `74a1` as `74a1`; undefined for what is no PCI id, `0x0000` among it. */
export function amdHex(text: string | undefined, digits: number): string | undefined {
  const found = /^(?:0x)?([0-9a-f]{1,4})$/i.exec(text ?? '')?.[1]?.toLowerCase();
  const padded = found?.padStart(digits, '0');
  return padded === undefined || padded.length !== digits || (digits === 4 && padded === '0000') ? undefined : padded;
}

function meaningful(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' || /^(?:\[?n\/a\]?|none|null|unknown|not supported|<redacted>)$/i.test(trimmed) ? undefined : trimmed;
}

function amdValue(value: unknown, depth: number): AmdValue | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined;
  if (Array.isArray(value)) return value.flatMap((each) => amdValue(each, depth + 1) ?? []);
  const record: Record<string, AmdValue> = Object.create(null);
  for (const [name, each] of Object.entries(value)) {
    const converted = amdValue(each, depth + 1);
    if (converted !== undefined) record[name.toLowerCase()] = converted;
  }
  return record;
}
