import type { Adapter, Adapters } from './adapter.ts';

type Values = Map<string, string>;

/** What `reg query HKLM\SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318} /s` prints. */
export function readRegistryKeys(text: string): Adapters {
  const keys: Values[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^HKEY_/.test(line)) keys.push(new Map());
    else readValue(line, keys.at(-1));
  }
  const adapters = keys.flatMap(adapterOf);
  const hasMemory = keys.some((values) => values.has('hardwareinformation.qwmemorysize'));
  return { adapters, problems: adapters.length === 0 && hasMemory ? [noNames] : [] };
}

const noNames =
  'The registry was asked for the memory of its display adapters alone, without their names: run reg query with /s and without /v.';

function readValue(line: string, values: Values | undefined): void {
  const [, name, value] = /^\s+(\S+)\s+REG_[A-Z_]+\s+(\S.*?)\s*$/.exec(line) ?? [];
  if (name !== undefined && value !== undefined && !values?.has(name.toLowerCase())) values?.set(name.toLowerCase(), value);
}

function adapterOf(values: Values): Adapter[] {
  const name = values.get('driverdesc') ?? values.get('hardwareinformation.adapterstring');
  if (name === undefined) return [];
  const wide = values.get('hardwareinformation.qwmemorysize');
  const narrow = values.get('hardwareinformation.memorysize');
  const device = values.get('matchingdeviceid') ?? '';
  return [
    {
      name: name.slice(0, 120),
      bytes: decimal(wide) ?? decimal(narrow),
      wide: wide !== undefined,
      pciVendor: part(device, /ven_([0-9a-f]{4})/i),
      pciId: part(device, /dev_([0-9a-f]{4})/i),
      revision: part(device, /rev_([0-9a-f]{2})/i),
      driver: values.get('driverversion'),
    },
  ];
}

function part(device: string, pattern: RegExp): string | undefined {
  return pattern.exec(device)?.[1]?.toLowerCase();
}

/** `0x2ff000000` as decimal digits; binary values (`0000C0FF` without 0x) have no agreed order and are left. */
function decimal(value: string | undefined): string | undefined {
  if (value === undefined || /^\d+$/.test(value)) return value;
  return /^0x[0-9a-f]{1,12}$/i.test(value) ? String(Number(value)) : undefined;
}
