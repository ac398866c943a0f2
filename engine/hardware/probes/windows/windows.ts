import { probeNvidia } from '../nvidia.ts';
import { type Finding, findingsTogether, type ProbeHost } from '../probe.ts';
import { runTool } from '../tool-probe.ts';

/** Of display adapters: the memory that Win32_VideoController states has 32 bits only. */
const registry = ['reg', 'query', 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}', '/s'];

export async function probeWindows(host: ProbeHost): Promise<Finding> {
  const [nvidia, adapters] = await Promise.all([probeNvidia(host), runTool('win-registry', registry, host)]);
  return findingsTogether([nvidia, adapters]);
}
