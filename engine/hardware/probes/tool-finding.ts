/** What a tool's run means: pure. */
import type { ProbeRecord } from '../../contract/views/device.ts';
import type { Parsed } from '../parser.ts';
import type { Finding } from './probe.ts';
import type { Ran } from './run-command.ts';

export interface Asked {
  /** `nvidia-smi-csv` */
  readonly tool: string;
  readonly file: string;
  readonly words: readonly string[];
  /** Milliseconds. */
  readonly limit: number;
}

/** `parse` reads one text; the whole of a failed tool's output is read for reasons, and its standard output for devices. */
export function toolFinding(asked: Asked, ran: Ran, parse: (text: string) => Parsed): Finding {
  const record = recordOf(asked, ran);
  if (ran.outcome === 'absent') return { devices: [], problems: [], records: [{ ...record, outcome: 'absent' }] };
  if (ran.outcome === 'not_started')
    return {
      devices: [],
      problems: [`${asked.file} could not be started: ${firstLine(ran.stderr)}`],
      records: [{ ...record, outcome: 'failed' }],
    };
  const { devices, problems } = parse(ran.stdout);
  if (ran.outcome === 'timed_out') return { devices, problems: [hung(asked)], records: [{ ...record, outcome: 'timed_out' }] };
  if (devices.length > 0) return { devices, problems, records: [{ ...record, outcome: 'found' }] };
  if (ran.exitCode === 0 && `${ran.stdout}${ran.stderr}`.trim() === '')
    return { devices, problems: [], records: [{ ...record, outcome: 'nothing' }] };
  const reasons = parse([ran.stdout, ran.stderr].filter((text) => text.trim() !== '').join('\n')).problems;
  return { devices, problems: [failed(asked, ran, reasons)], records: [{ ...record, outcome: 'failed' }] };
}

export function recordOf({ tool, file, words }: Asked, { exitCode, stderr, milliseconds }: Ran): Omit<ProbeRecord, 'outcome'> {
  return { tool, command: [file, ...words].join(' '), exitCode, stderr: stderr.slice(0, 4_000), milliseconds };
}

function hung({ file, limit }: Asked): string {
  const seconds = limit / 1_000;
  return `${file} did not answer within ${seconds} s and was ended: a GPU or its driver hangs. Look at the kernel log (dmesg), and restart the machine if it says no more.`;
}

function failed({ file }: Asked, { exitCode, stdout, stderr }: Ran, reasons: readonly string[]): string {
  const said = reasons.join(' ') || firstLine(stderr) || firstLine(stdout) || 'It said nothing.';
  return exitCode === 0 || exitCode === null ? said : `${file} ended with ${exitCode}: ${said}`;
}

function firstLine(text: string): string {
  const line = text.split(/\r?\n/).find((each) => each.trim() !== '') ?? '';
  return line
    .trim()
    .slice(0, 300)
    .replace(/[.\s]*$/, line.trim() === '' ? '' : '.');
}
