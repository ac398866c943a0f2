/** Memory figures of AMD's tools and of the kernel. */
import { type AmdRecord, type AmdValue, amdText } from './record.ts';

const scales: Readonly<Record<string, number>> = { b: 2 ** -20, kb: 2 ** -10, kib: 2 ** -10, mb: 1, mib: 1, gb: 2 ** 10, gib: 2 ** 10 };
/** More than any device will have for long: a larger figure is damage. */
const mostMiB = 2 ** 30;

/**
 * MiB of `{"value": 196592, "unit": "MB"}`, `"196592 MB"` or `196592`. AMD's MB are MiB: 196592 MB are 206141652992 bytes.
 * Undefined for what states no memory.
 */
export function amdMebibytes(value: AmdValue | undefined): number | undefined {
  if (typeof value === 'string') return stated(value);
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const record = value as AmdRecord;
  const unit = amdText(record, 'unit') ?? 'MB';
  const figure = amdText(record, 'value');
  return figure === undefined ? undefined : stated(`${figure} ${unit}`);
}

/** MiB of a whole number of bytes; undefined for anything else, and for none. */
export function bytesToMebibytes(text: string | undefined): number | undefined {
  return text === undefined || !/^[0-9]{1,16}$/.test(text.trim()) ? undefined : plausible(Math.floor(Number(text) / 2 ** 20));
}

function stated(text: string): number | undefined {
  const [, digits, unit = 'MB'] = /^([0-9]{1,16}(?:\.[0-9]{1,6})?)\s*([KMG]?i?B)?$/i.exec(text.trim()) ?? [];
  const scale = scales[unit.toLowerCase()];
  return digits === undefined || scale === undefined ? undefined : plausible(Math.floor(Number(digits) * scale));
}

function plausible(mebibytes: number): number | undefined {
  return mebibytes > 0 && mebibytes <= mostMiB ? mebibytes : undefined;
}
