import { parseTool, type ToolName } from '../parse.ts';
import type { Finding, ProbeHost } from './probe.ts';
import { type Ran, runCommand } from './run-command.ts';
import { type Asked, toolFinding } from './tool-finding.ts';

/** Runs one tool and reads what it prints. */
export async function runTool(
  tool: ToolName,
  [file = tool, ...words]: readonly string[],
  host: ProbeHost,
): Promise<Finding & { readonly ran: Ran }> {
  const asked: Asked = { tool, file, words, limit: host.limit };
  const ran = await runCommand(file, words, host);
  const finding = toolFinding(asked, ran, (text) => parseTool(tool, [{ path: file, text }], host.gpus));
  return { ...finding, ran };
}

/** For a tool that need not be asked: `why` says it in the record. */
export function skipped(tool: ToolName, command: readonly string[], why: string): Finding {
  const record = { tool, command: command.join(' '), outcome: 'skipped' as const, exitCode: null, stderr: why, milliseconds: 0 };
  return { devices: [], problems: [], records: [record] };
}
