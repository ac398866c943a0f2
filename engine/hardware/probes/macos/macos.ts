import { parseTool } from '../../parse.ts';
import type { Finding, ProbeHost } from '../probe.ts';
import { runCommand } from '../run-command.ts';
import { type Asked, toolFinding } from '../tool-finding.ts';

const displays = ['SPDisplaysDataType', '-json'];
const memory = ['hw.memsize', 'iogpu.wired_limit_mb'];

/** Apple's GPUs share the host's memory, which sysctl tells. */
export async function probeMac(host: ProbeHost): Promise<Finding> {
  const [ran, sizes] = await Promise.all([runCommand('system_profiler', displays, host), runCommand('sysctl', memory, host)]);
  const asked: Asked = { tool: 'system-profiler', file: 'system_profiler', words: displays, limit: host.limit };
  return toolFinding(asked, ran, (text) => {
    const files = [
      { path: 'system_profiler.json', text },
      { path: 'sysctl.txt', text: sizes.stdout },
    ];
    return parseTool('system-profiler', files, host.gpus);
  });
}
