import type { Finding, ProbeHost } from '../probe.ts';
import { runTool } from '../tool-probe.ts';

export function probeHabana(host: ProbeHost): Promise<Finding> {
  return runTool('hl-smi', ['hl-smi', '--query-aip=name,memory.total,index,uuid,bus_id,driver_version', '--format=csv,nounits'], host);
}
