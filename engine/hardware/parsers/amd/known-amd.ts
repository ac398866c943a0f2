import type { Device } from '../../../contract/views/device.ts';
import type { GpuTable } from '../../identify.ts';
import { type MoreMarks, withKind } from '../../with-kind.ts';

/** The device with its kind; of an APU the figure is what the driver sets aside, which is not what it can use. */
export function knownAmd(device: Device, gpus: GpuTable, more: MoreMarks): Device {
  const known = withKind(device, gpus, more);
  if (known.unified !== true || known.memoryMiB === null) return known;
  const problem = `It shares the memory of the host: ${known.memoryMiB} MiB is what the driver counts as its own, and not all that it can use.`;
  return { ...known, problems: [...known.problems, problem] };
}
