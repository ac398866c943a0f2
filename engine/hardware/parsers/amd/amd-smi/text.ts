/** `amd-smi static` as text: `GPU: 0`, and below it headings and values by indentation. */
import type { GpuTable } from '../../../identify.ts';
import type { Parsed, ToolFile } from '../../../parser.ts';
import { amdFailures, nothingRead, orNothing } from '../failures.ts';
import type { AmdRecord, AmdValue } from '../record.ts';
import { amdSmiDevices } from './device.ts';

const source = 'amd-smi-text';

export function parseAmdSmiText(files: readonly ToolFile[], gpus: GpuTable): Parsed {
  const text = files.map((file) => file.text).join('\n');
  const records = gpuRecords(text.split(/\r\n|\r|\n/));
  const problems = records.length > 0 ? amdFailures('amd-smi', text) : nothingRead('amd-smi', text, 'it has no line such as "GPU: 0"');
  const devices = amdSmiDevices(records, source, gpus);
  return { devices, problems: orNothing('amd-smi', devices.length, problems) };
}

type Section = Record<string, AmdValue>;

function gpuRecords(lines: readonly string[]): AmdRecord[] {
  const records: Section[] = [];
  let open: OpenSection[] = [];
  for (const line of lines) {
    const read = readLine(line);
    if (!read) continue;
    const begun = read.indent === 0 ? beginRecord(read) : undefined;
    if (begun) records.push(begun);
    if (read.indent > 0) open = place(open, read);
    else open = begun ? [{ indent: 0, section: begun }] : [];
  }
  return records;
}

interface OpenSection {
  readonly indent: number;
  readonly section: Section;
}

function beginRecord({ name, value }: Line): Section | undefined {
  return name === 'gpu' && value !== '' ? section({ gpu: value }) : undefined;
}

/** Puts a line where its indentation says, and gives the sections that are open after it. */
function place(open: readonly OpenSection[], { indent, name, value }: Line): OpenSection[] {
  const above = open.filter((each) => each.indent < indent);
  const parent = above.at(-1);
  if (!parent || name in parent.section) return above;
  if (value !== '') {
    parent.section[name] = value;
    return above;
  }
  const below = section({});
  parent.section[name] = below;
  return [...above, { indent, section: below }];
}

interface Line {
  readonly indent: number;
  readonly name: string;
  readonly value: string;
}

function readLine(line: string): Line | undefined {
  const [, indent, name, value] = /^( {0,40})([A-Za-z][A-Za-z0-9_ ]{0,60}):(.*)$/.exec(line) ?? [];
  if (indent === undefined || name === undefined || value === undefined) return undefined;
  return { indent: indent.length, name: name.toLowerCase(), value: value.trim() };
}

function section(values: Section): Section {
  return Object.assign(Object.create(null) as Section, values);
}
