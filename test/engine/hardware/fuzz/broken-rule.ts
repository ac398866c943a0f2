import type { Device } from '../../../../engine/contract/views/device.ts';
import type { ToolName } from '../../../../engine/hardware/parse.ts';
import type { Parsed, ToolFile } from '../../../../engine/hardware/parser.ts';
import type { Mutation } from './mutate.ts';

export interface Undamaged {
  readonly tool: ToolName;
  readonly files: readonly ToolFile[];
  readonly parsed: Parsed;
}

/** What is wrong with the devices of a damaged output; undefined where nothing is. */
export function brokenRule(undamaged: Undamaged, mutation: Mutation, parsed: Parsed): string | undefined {
  const limit = mostDevices(undamaged, mutation);
  if (parsed.devices.length > limit) return `${parsed.devices.length} devices, where the output has places for ${limit}`;
  if (parsed.devices.length === 0 && parsed.problems.length === 0) return 'no device, and no word about it';
  for (const device of parsed.devices) {
    const wrong = brokenMemory(device) ?? brokenModel(device, undamaged.parsed.devices) ?? invented(device, undamaged.tool, mutation);
    if (wrong) return wrong;
  }
  return undefined;
}

/**
 * Damage takes devices away and makes none: there are never more than the output has places for. A damaged number can make a
 * node of a count, or a CPU of KFD's into a GPU, so for these the places are counted, not the devices.
 */
function mostDevices({ tool, files, parsed }: Undamaged, { repeats }: Mutation): number {
  const places = Math.max(parsed.devices.length, placesOf[tool]?.(files) ?? 0);
  return repeats ? places * 2 : places;
}

const placesOf: Partial<Record<ToolName, (files: readonly ToolFile[]) => number>> = {
  kfd: (files) => files.filter(({ path }) => /nodes\/\d+\/properties$|card\d+\/device\/vendor$/.test(path)).length,
  // A card in MIG instances is listed whole when the instances' lines are gone.
  'nvidia-smi-list': ([file]) => file?.text.match(/^GPU /gm)?.length ?? 0,
  // A card of which nothing is said becomes one by any word.
  'rocm-smi-json': ([file]) => file?.text.match(/"card\d+"/g)?.length ?? 0,
  'rocm-smi-text': ([file]) => file?.text.match(/^(?:GPU\[|\s*\d+\s)/gm)?.length ?? 0,
  // A display becomes a GPU by its maker's name.
  'system-profiler': (files) => files.reduce((sum, { text }) => sum + (text.match(/"_name"/g)?.length ?? 0), 0),
  // A line without a figure becomes an adapter by any digits.
  'win-registry': ([file]) => file?.text.match(/\||DriverDesc/g)?.length ?? 0,
  // A damaged count is a count: the parser itself must stop somewhere.
  node: () => 512,
};

function brokenMemory({ memoryMiB, memoryFreeMiB, memoryReason, unified }: Device): string | undefined {
  if (memoryMiB === null)
    return memoryReason ? (memoryFreeMiB === null || unified ? undefined : 'free memory of an unknown total') : 'no memory, and no reason';
  if (!Number.isFinite(memoryMiB) || memoryMiB <= 0 || memoryMiB > 2 ** 30) return `a memory of ${memoryMiB} MiB`;
  if (memoryFreeMiB !== null && !(memoryFreeMiB >= 0 && memoryFreeMiB <= memoryMiB)) return `${memoryFreeMiB} MiB free of ${memoryMiB}`;
  return undefined;
}

/** The marks being those of the undamaged output, the kind must be its kind or none. */
function brokenModel(device: Device, undamaged: readonly Device[]): string | undefined {
  const same = undamaged.some(({ name, pciId }) => name === device.name && pciId === device.pciId);
  if (!same || device.model === null || undamaged.some(({ model }) => model === device.model)) return undefined;
  return `the kind ${device.model} from the name "${device.name}" and the PCI id ${device.pciId}`;
}

/** These tools print MiB, so a figure that is not in the text was made up. */
function invented({ memoryMiB }: Device, tool: ToolName, { files }: Mutation): string | undefined {
  if (memoryMiB === null || !(tool.startsWith('nvidia') || tool === 'hl-smi')) return undefined;
  return files.some(({ text }) => text.replaceAll('\0', '').includes(String(memoryMiB)))
    ? undefined
    : `${memoryMiB} MiB, which the output does not say`;
}
