import type { Device } from '../../../contract/views/device.ts';
import type { ToolFile } from '../../parser.ts';
import { noMemory } from '../values.ts';
import { type DisplayMemory, size } from './display.ts';
import { asObject, type Json } from './json.ts';

/** MiB; null where nothing told it. */
export interface HostMemory {
  readonly total: number | null;
  /** What Metal may keep resident, where someone set it. */
  readonly wiredLimit: number | null;
}

/** From `sysctl hw.memsize iogpu.wired_limit_mb` (`name: value`), else from SPHardwareDataType. */
export function hostMemory(files: readonly ToolFile[], outputs: readonly (Json | undefined)[]): HostMemory {
  const texts = files.map(({ text }) => text);
  const bytes = sysctl(texts, 'hw.memsize');
  const total = bytes === null ? outputs.map(physicalMemory).find((each) => each !== null) : Math.round(bytes / 2 ** 20);
  const limit = sysctl(texts, 'iogpu.wired_limit_mb');
  return { total: total || null, wiredLimit: limit || null };
}

function sysctl(texts: readonly string[], name: string): number | null {
  const line = new RegExp(`^${name.replaceAll('.', '\\.')}\\s*[:=]\\s*(\\d{1,15})\\s*$`, 'm');
  const found = texts.map((text) => line.exec(text)?.[1]).find((each) => each !== undefined);
  return found === undefined ? null : Number(found);
}

function physicalMemory(output: Json | undefined): number | null {
  const list = output?.['SPHardwareDataType'];
  return Array.isArray(list) ? size(asObject(list[0])?.['physical_memory']) : null;
}

/** An Apple GPU uses the host's memory, but a process gets less of it than all: M3 with 16 GB, 11.84 GB. */
export function appleMemory(host: HostMemory, said: DisplayMemory): DisplayMemory & Pick<Device, 'problems'> {
  const total = host.total ?? said.memoryMiB;
  if (total === null) {
    const reason = 'It shares the memory of the host, and system_profiler does not tell how much that is: sysctl hw.memsize does.';
    return { ...noMemory(reason), unified: true, problems: [] };
  }
  const limit = host.wiredLimit === null ? 'less of it (a Mac with 16 GB gave 11.84 GB)' : `${host.wiredLimit} MiB of it`;
  const problem = `It shares the ${total} MiB of the host, and Metal lets one program use ${limit}: sysctl iogpu.wired_limit_mb changes that.`;
  return { memoryMiB: total, memoryReason: null, unified: true, problems: [problem] };
}
