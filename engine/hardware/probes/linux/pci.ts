import { readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Finding, ProbeHost } from '../probe.ts';
import { entries, readBelow } from '../read-folder.ts';
import { type PciDevice, pciGpu } from './pci-gpu.ts';

/** GPUs that are in the machine whatever driver or tool it has: the last word, "there is one, but nothing uses it". */
export async function probePci(host: ProbeHost): Promise<Finding> {
  const startedAt = host.clock.now();
  const folder = join(host.root, 'sys/bus/pci/devices');
  const addresses = await entries(folder);
  const found = await Promise.all(addresses.map((address) => readDevice(folder, address)));
  const devices = found.map((each) => pciGpu(each, host.gpus)).filter((device) => device !== undefined);
  const outcome = addresses.length === 0 ? 'absent' : devices.length > 0 ? 'found' : 'nothing';
  const record = { tool: 'pci', command: folder, exitCode: null, stderr: '', milliseconds: host.clock.now() - startedAt };
  return { devices, problems: [], records: [{ ...record, outcome }] };
}

async function readDevice(folder: string, address: string): Promise<PciDevice> {
  const files = await Promise.all(['class', 'vendor', 'device', 'revision'].map((name) => readBelow(folder, [address, name])));
  const values = Object.fromEntries(files.flat().map(({ path, text }) => [basename(path), text.trim()]));
  return { address, values, driver: await driverOf(join(folder, address, 'driver')) };
}

/** A link to the driver; none where no driver has the device. */
async function driverOf(link: string): Promise<string | null> {
  try {
    return basename(await readlink(link));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
}
