import type { GpuTable } from './identify.ts';
import { eachFile, type Parsed, type Parser, type ToolFile } from './parser.ts';
import { parseAmdSmiJson } from './parsers/amd/amd-smi/json.ts';
import { parseAmdSmiText } from './parsers/amd/amd-smi/text.ts';
import { parseKfd } from './parsers/amd/kfd/kfd.ts';
import { parseRocmSmiJson } from './parsers/amd/rocm-smi/json.ts';
import { parseRocmSmiText } from './parsers/amd/rocm-smi/text.ts';
import { parseSystemProfiler } from './parsers/apple/system-profiler.ts';
import { parseHlSmi } from './parsers/habana/hl-smi.ts';
import { parseNode } from './parsers/node/node.ts';
import { parseNvidiaCsv } from './parsers/nvidia/csv.ts';
import { parseNvidiaList } from './parsers/nvidia/list.ts';
import { parseNvidiaXml } from './parsers/nvidia/xml/xml.ts';
import { parseWindowsRegistry } from './parsers/windows/registry.ts';

/** Parsers by the name of the tool whose output they read: what `slipway gpus parse` accepts. */
const parsers = {
  'nvidia-smi-csv': parseNvidiaCsv,
  'nvidia-smi-list': eachFile(parseNvidiaList),
  'nvidia-smi-xml': eachFile(parseNvidiaXml),
  'amd-smi-json': parseAmdSmiJson,
  'amd-smi-text': parseAmdSmiText,
  'rocm-smi-json': parseRocmSmiJson,
  'rocm-smi-text': parseRocmSmiText,
  kfd: parseKfd,
  'hl-smi': parseHlSmi,
  'system-profiler': parseSystemProfiler,
  'win-registry': eachFile(parseWindowsRegistry),
  node: parseNode,
} as const satisfies Readonly<Record<string, Parser>>;

export type ToolName = keyof typeof parsers;

export const toolNames = Object.keys(parsers) as ToolName[];

export function isToolName(name: string): name is ToolName {
  return Object.hasOwn(parsers, name);
}

/** More sentences than this are one sentence about the wrong file. */
const mostProblems = 12;

/** Devices in a tool's saved output. Pure; never throws; no GPU is a normal answer. */
export function parseTool(tool: ToolName, files: readonly ToolFile[], gpus: GpuTable): Parsed {
  if (files.length === 0) return { devices: [], problems: ['There is no file to read.'] };
  const { devices, problems } = parsers[tool](files, gpus);
  return { devices, problems: limited([...new Set(problems)]) };
}

function limited(problems: string[]): string[] {
  const more = problems.length - mostProblems;
  return more > 0 ? [...problems.slice(0, mostProblems), `${more} more lines were not understood.`] : problems;
}
