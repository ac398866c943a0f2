/** What tools print in place of a value, and what it means for memory. */
const placeholders: readonly (readonly [RegExp, string])[] = [
  [/^\[?N\/A\]?$/i, 'The tool prints N/A for its memory.'],
  [/^\[?Not Supported\]?$/i, 'The driver does not tell the memory of this device ("Not Supported").'],
  [
    /^\[?Insufficient Permissions\]?$/i,
    'The tool may not read the memory ("Insufficient Permissions"): run it as root or as a member of the group that may.',
  ],
  [
    /^\[?Unknown Error\]?$|^ERR!$/i,
    'The device does not answer the driver: look for Xid messages in the kernel log, then reset it or restart the machine.',
  ],
  [/^\[?GPU (?:is lost|requires reset)\]?$/i, 'The device needs a reset: use nvidia-smi --gpu-reset, or restart the machine.'],
];

/** More than any device will have for long: a longer number is damage, not memory. */
const mostMiB = 2 ** 30;

export type Memory =
  | { readonly memoryMiB: number; readonly memoryReason: null }
  | { readonly memoryMiB: null; readonly memoryReason: string };

/** The text of a cell, or null where the tool printed that it has none. */
export function told(cell: string | undefined): string | null {
  const text = cell?.trim() ?? '';
  return text === '' || text.toLowerCase() === 'none' || placeholders.some(([pattern]) => pattern.test(text)) ? null : text;
}

/** Whether the tool says "no value" rather than nothing at all. */
export function isPlaceholder(cell: string): boolean {
  return placeholders.some(([pattern]) => pattern.test(cell.trim()));
}

/** `81559 MiB` and, of tools that leave the unit out, `81559`. Zero is no figure: a device without memory is not one. */
export function memoryOf(cell: string | undefined): Memory {
  const text = cell?.trim() ?? '';
  if (text === '') return noMemory('The output has no memory figure.');
  const said = placeholders.find(([pattern]) => pattern.test(text));
  if (said) return noMemory(said[1]);
  const figure = mebibytes(text);
  return figure === null || figure === 0
    ? noMemory(`"${text.slice(0, 40)}" is no memory size.`)
    : { memoryMiB: figure, memoryReason: null };
}

/** Null for anything but a whole or decimal number, with or without MiB. */
export function mebibytes(text: string | undefined): number | null {
  const [, digits] = /^(\d{1,12}(?:\.\d+)?)(?:\s*MiB)?$/.exec(text?.trim() ?? '') ?? [];
  const figure = Number(digits);
  return digits === undefined || !(figure <= mostMiB) ? null : figure;
}

export function noMemory(reason: string): Memory {
  return { memoryMiB: null, memoryReason: reason };
}

/** A small whole number such as a device's index. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
}

/** `00000000:0C:00.0` and `0000:0c:00.0` are one address: domain of four digits, lower case. */
export function pciAddress(text: string | null | undefined): string | null {
  const [, domain, rest] = /^(?:([0-9a-f]{4,8}):)?([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/.exec(text?.trim().toLowerCase() ?? '') ?? [];
  return rest === undefined ? null : `${(domain ?? '0000').slice(-4).padStart(4, '0')}:${rest}`;
}
