/** `amd-smi static --json`: ROCm 6 prints an array, ROCm 7 wraps it in `gpu_data`. */
import type { GpuTable } from '../../../identify.ts';
import type { Parsed, ToolFile } from '../../../parser.ts';
import { amdFailures, nothingRead, orNothing } from '../failures.ts';
import { readJson } from '../json-text.ts';
import { type AmdRecord, amdRecord } from '../record.ts';
import { amdSmiDevices } from './device.ts';

const source = 'amd-smi-json';

/** Files of one machine: what each says of a GPU belongs together. */
export function parseAmdSmiJson(files: readonly ToolFile[], gpus: GpuTable): Parsed {
  const records: AmdRecord[] = [];
  const problems = new Set<string>();
  for (const { text } of files) {
    const read = readJson(text);
    const found = read.ok ? gpuRecords(read.value) : undefined;
    if (found) records.push(...found);
    const empty = found?.length === 0 ? nothingRead('amd-smi', text, 'it lists no GPU') : [];
    const unread = found ? amdFailures('amd-smi', text) : nothingRead('amd-smi', text, read.ok ? 'its JSON has no list of GPUs' : read.why);
    for (const problem of [...empty, ...unread]) problems.add(problem);
  }
  const devices = amdSmiDevices(records, source, gpus);
  return { devices, problems: orNothing('amd-smi', devices.length, [...problems]) };
}

/** Undefined for JSON of another shape. */
function gpuRecords(value: unknown): AmdRecord[] | undefined {
  if (Array.isArray(value)) return numbered(value);
  const record = amdRecord(value);
  if (!record) return undefined;
  const wrapped = record['gpu_data'];
  if (Array.isArray(wrapped)) return numbered(wrapped);
  const single = gpuRecord(value);
  if (single) return [single];
  return Object.keys(record).length === 0 ? [] : undefined;
}

function numbered(values: readonly unknown[]): AmdRecord[] {
  return values.map(gpuRecord).filter((record) => record !== undefined);
}

/** Every entry is numbered. */
function gpuRecord(value: unknown): AmdRecord | undefined {
  const record = amdRecord(value);
  return record && typeof record['gpu'] === 'string' ? record : undefined;
}
