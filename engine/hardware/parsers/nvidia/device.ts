import type { Device } from '../../../contract/views/device.ts';
import type { GpuTable } from '../../identify.ts';
import { newDevice } from '../../new-device.ts';
import { withKind } from '../../with-kind.ts';
import { mebibytes, memoryOf, pciAddress, told, wholeNumber } from '../values.ts';

/** What nvidia-smi says of one GPU, whichever its form. */
export interface NvidiaFacts {
  readonly index?: string | undefined;
  readonly name?: string | undefined;
  readonly uuid?: string | undefined;
  readonly busId?: string | undefined;
  /** `0x233010DE` or `233010DE`: device, then vendor. */
  readonly deviceId?: string | undefined;
  readonly total?: string | undefined;
  readonly free?: string | undefined;
  readonly computeCapability?: string | undefined;
  readonly addressingMode?: string | undefined;
  readonly driver?: string | undefined;
}

/** A whole GPU. The table of kinds adds its model, never its memory. */
export function nvidiaDevice(facts: NvidiaFacts, gpus: GpuTable, source: string): Device {
  const memory = memoryOf(facts.total);
  const id = pciIdOf(facts.deviceId);
  const device = newDevice('nvidia', source, {
    name: told(facts.name),
    index: wholeNumber(facts.index),
    uuid: told(facts.uuid),
    pciId: id.pciId,
    pciAddress: pciAddress(facts.busId),
    isa: computeCapability(facts.computeCapability),
    ...memory,
    memoryFreeMiB: memory.memoryMiB === null ? null : freeOf(facts.free, memory.memoryMiB),
    unified: unifiedOf(facts, memory.memoryMiB),
    driver: driverVersion(facts.driver),
    problems: id.problems,
  });
  return unifiedReason(withKind(device, gpus));
}

/** Truncated ids exist: `000000DE` says no device. */
function pciIdOf(text: string | undefined): { pciId: string | null; problems: string[] } {
  const said = told(text);
  if (said === null) return { pciId: null, problems: [] };
  const [, device, vendor] = /^(?:0x)?([0-9a-f]{4})([0-9a-f]{4})$/i.exec(said) ?? [];
  if (device !== undefined && vendor?.toLowerCase() === '10de' && device !== '0000') return { pciId: device.toLowerCase(), problems: [] };
  return { pciId: null, problems: [`"${said.slice(0, 20)}" is no PCI id of an NVIDIA device: the kind is known by name only.`] };
}

/** Driver 610 writes a note behind it: `610.57.04 [Deprecated; ... Use KMD Version instead]`. */
function driverVersion(text: string | undefined): string | null {
  return told(text)?.replace(/\s*\[.*$/, '') ?? null;
}

function computeCapability(text: string | undefined): string | null {
  const said = told(text);
  return said !== null && /^\d{1,2}\.\d$/.test(said) ? said : null;
}

/** Used and free do not add up to the total (some is reserved): free is what it says, when it can be. */
function freeOf(text: string | undefined, total: number): number | null {
  const free = mebibytes(text);
  return free === null || free > total ? null : free;
}

/**
 * Shared memory shows by the tool having no figure while the addressing is the host's (ATS or HMM). The addressing alone says
 * nothing: L40S and GH200 report HMM and ATS with memory of their own. `nvgpu` is the driver of Tegra's integrated GPUs.
 */
function unifiedOf({ total, addressingMode, name }: NvidiaFacts, memoryMiB: number | null): boolean | null {
  if (memoryMiB !== null) return false;
  if (/\(nvgpu\)$/.test(name ?? '')) return true;
  const asked = total !== undefined && total.trim() !== '';
  return asked && /^(?:ATS|HMM)$/.test(addressingMode?.trim() ?? '') ? true : null;
}

function unifiedReason(device: Device): Device {
  if (device.memoryMiB !== null || device.unified !== true) return device;
  return {
    ...device,
    memoryReason: 'It shares the memory of the host, and so the tool prints no figure of its own: what is free there counts.',
  };
}
