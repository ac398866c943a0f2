import type { Device } from '../../../contract/views/device.ts';
import type { GpuTable } from '../../identify.ts';
import { newDevice } from '../../new-device.ts';
import type { Parsed, ToolFile } from '../../parser.ts';
import { withKind } from '../../with-kind.ts';
import { isGpu, memoryOfDisplay, nameOf, vendorOf } from './display.ts';
import { appleMemory, type HostMemory, hostMemory } from './host-memory.ts';
import { asObject, type Json } from './json.ts';

const source = 'system-profiler';

/**
 * `system_profiler SPDisplaysDataType -json`. Apple's own GPUs have no memory of their own: the host's is told by
 * SPHardwareDataType in the same output, or by `sysctl hw.memsize iogpu.wired_limit_mb` in a file beside it.
 */
export function parseSystemProfiler(files: readonly ToolFile[], gpus: GpuTable): Parsed {
  const outputs = files.map(({ text }) => readJson(text));
  const host = hostMemory(files, outputs);
  const displays = outputs.flatMap(displaysIn);
  const devices = displays.filter(isGpu).map((display, index) => deviceOf({ display, index, host, gpus }));
  return { devices, problems: devices.length > 0 ? [] : [whyNone(files, outputs, displays)] };
}

/** Undefined for what is no JSON object. */
function readJson(text: string): Json | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    // Not JSON: the other files, or the sentence about the whole, say so.
    return undefined;
  }
}

function displaysIn(output: Json | undefined): Json[] {
  const list = output?.['SPDisplaysDataType'];
  return Array.isArray(list) ? list.map(asObject).filter((each) => each !== undefined) : [];
}

interface Around {
  readonly display: Json;
  readonly index: number;
  readonly host: HostMemory;
  readonly gpus: GpuTable;
}

function deviceOf({ display, index, host, gpus }: Around): Device {
  const vendor = vendorOf(display);
  const memory = vendor === 'apple' ? appleMemory(host, memoryOfDisplay(display)) : memoryOfDisplay(display);
  const device = newDevice(vendor, source, {
    name: nameOf(display),
    index,
    pciId: hexadecimal(display['spdisplays_device-id'], 4),
    ...memory,
  });
  return withKind(device, gpus, { revision: hexadecimal(display['spdisplays_revision-id'], 2), names: [text(display['_name'])] });
}

/** `0x67ef` -> `67ef`, `0x00c2` -> `c2`. */
function hexadecimal(value: unknown, digits: number): string | null {
  const [, found] = /^0x([0-9a-f]{1,4})$/i.exec(text(value) ?? '') ?? [];
  return found === undefined ? null : found.toLowerCase().padStart(4, '0').slice(-digits);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function whyNone(files: readonly ToolFile[], outputs: readonly (Json | undefined)[], displays: readonly Json[]): string {
  if (files.every((file) => file.text.trim() === '')) return 'The output is empty: system_profiler printed nothing.';
  if (outputs.every((output) => output === undefined))
    return 'This is not the JSON of system_profiler: run system_profiler SPDisplaysDataType -json. A file that was cut off cannot be read.';
  return displays.length === 0
    ? 'The JSON has no SPDisplaysDataType: run system_profiler SPDisplaysDataType -json.'
    : 'system_profiler lists displays, and no GPU among them.';
}
