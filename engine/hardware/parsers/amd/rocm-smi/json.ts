/** `rocm-smi --json`: an entry a card, all values texts. It ends with 0 when it fails: what it prints is the only sign. */
import type { GpuTable } from '../../../identify.ts';
import type { Parsed, ToolFile } from '../../../parser.ts';
import { amdFailures, nothingRead, orNothing } from '../failures.ts';
import { readJson } from '../json-text.ts';
import { amdText } from '../record.ts';
import { type RocmCard, rocmDevices } from './device.ts';

const source = 'rocm-smi-json';

/** Files of one machine: `--showproductname` and `--showmeminfo vram` may have been asked one after the other. */
export function parseRocmSmiJson(files: readonly ToolFile[], gpus: GpuTable): Parsed {
  const cards = new Map<number, Record<string, string>>();
  const problems = new Set<string>();
  let driver: string | null = null;
  for (const { text } of files) {
    const read = readJson(text);
    const found = read.ok ? cardsOf(read.value) : [];
    for (const { index, values } of found) cards.set(index, { ...values, ...cards.get(index) });
    driver ??= read.ok ? driverOf(read.value) : null;
    const unread =
      found.length > 0
        ? amdFailures('rocm-smi', text)
        : nothingRead('rocm-smi', text, read.ok ? 'its JSON has no entry such as "card0"' : read.why);
    for (const problem of unread) problems.add(problem);
  }
  const listed: RocmCard[] = [...cards].map(([index, values]) => ({ index, values, driver }));
  const { devices, empty } = rocmDevices(listed, source, gpus);
  return { devices, problems: orNothing('rocm-smi', devices.length, [...problems, ...empty]) };
}

function cardsOf(value: unknown): { index: number; values: Record<string, string> }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, card]) => {
    const digits = /^card([0-9]{1,4})$/.exec(name)?.[1];
    if (digits === undefined || typeof card !== 'object' || card === null) return [];
    const texts = Object.entries(card).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return [{ index: Number(digits), values: Object.assign(Object.create(null), Object.fromEntries(texts)) as Record<string, string> }];
  });
}

function driverOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('system' in value)) return null;
  const { system } = value;
  if (typeof system !== 'object' || system === null || !('Driver version' in system)) return null;
  const version = system['Driver version'];
  return typeof version === 'string' ? (amdText({ version }, 'version') ?? null) : null;
}
