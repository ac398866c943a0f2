import type { Finding, ProbeHost } from '../probe.ts';
import { findingsTogether } from '../probe.ts';
import { runTool, skipped } from '../tool-probe.ts';
import { probeKfd } from './kfd.ts';

const rocmSmi = ['rocm-smi', '--showproductname', '--showid', '--showuniqueid', '--showbus', '--showmeminfo', 'vram', '--json'];

/** The kernel first. The tools add names and drivers; rocm-smi is asked only where amd-smi does not tell. */
export async function probeAmd(host: ProbeHost): Promise<Finding> {
  const [kernel, newer] = await Promise.all([probeKfd(host), runTool('amd-smi-json', ['amd-smi', 'static', '--json'], host)]);
  const older =
    newer.devices.length > 0
      ? skipped('rocm-smi-json', rocmSmi, 'amd-smi told of the GPUs')
      : await runTool('rocm-smi-json', rocmSmi, host);
  const tools = [newer, older].map((finding) => (isPartitioned(kernel) ? { ...finding, devices: [] } : finding));
  return findingsTogether([kernel, ...tools]);
}

/** Of partitions the tools tell the wrong memory, and number them in ways of their own: the kernel's word stands alone. */
function isPartitioned({ devices }: Finding): boolean {
  return devices.some(({ partition }) => partition !== null);
}
