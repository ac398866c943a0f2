import { join } from 'node:path';
import { mergeDevices } from '../merge.ts';
import { parseTool } from '../parse.ts';
import { type Finding, findingsTogether, type ProbeHost } from './probe.ts';
import { entries } from './read-folder.ts';
import type { Ran } from './run-command.ts';
import { runTool, skipped } from './tool-probe.ts';

const basic = 'index,name,uuid,pci.bus_id,memory.total,memory.free,driver_version';
/** Drivers before these fields refuse the whole query that has one. */
const newer = ['pci.device_id', 'compute_cap', 'addressing_mode', 'mig.mode.current'];

/** Two queries, because an unknown field spoils all of one; the list tells of MIG, and then the XML tells its memory. */
export async function probeNvidia(host: ProbeHost): Promise<Finding> {
  const program = await programOf(host);
  const queries = Promise.all([query(program, basic, host), queryNewer(program, newer, host)]);
  const [[first, second], list] = await Promise.all([queries, runTool('nvidia-smi-list', [program, '-L'], host)]);
  const isSplit = list.devices.some(({ partition }) => partition !== null);
  const xmlCommand = [program, '-q', '-x'];
  const xml = isSplit ? await runTool('nvidia-smi-xml', xmlCommand, host) : skipped('nvidia-smi-xml', xmlCommand, 'no GPU is split by MIG');
  const all = findingsTogether([first, second, list, xml]);
  // Read together: that memory is shared shows by the first answer's missing figure and the second's addressing.
  const answers = [first, second].map(({ ran }, at) => ({ path: `${at}.csv`, text: ran.stdout }));
  const csv = parseTool('nvidia-smi-csv', answers, host.gpus).devices;
  const devices = mergeDevices([xml.devices, list.devices, csv].filter((each) => each.length > 0));
  // What ails the tool ails all its answers: it is said once.
  const problems = first.problems.length > 0 ? first.problems : [...new Set(all.problems)];
  return { ...all, devices, problems };
}

function query(program: string, fields: string, host: ProbeHost) {
  return runTool('nvidia-smi-csv', [program, `--query-gpu=${fields}`, '--format=csv,nounits'], host);
}

/** Asks again without a field that the driver does not know. */
async function queryNewer(program: string, fields: readonly string[], host: ProbeHost): Promise<Finding & { readonly ran: Ran }> {
  const asked = await query(program, ['index', 'uuid', 'pci.bus_id', ...fields].join(','), host);
  const unknown = /Field "([^"]+)" is not a valid field/.exec(`${asked.ran.stdout}\n${asked.ran.stderr}`)?.[1];
  const known = fields.filter((field) => field !== unknown);
  if (unknown === undefined || known.length === fields.length || known.length === 0) return asked;
  const again = await queryNewer(program, known, host);
  return { ...again, records: [...asked.records, ...again.records] };
}

/** Under WSL it lies beside the libraries, which need not be on the PATH. */
async function programOf({ root, platform }: ProbeHost): Promise<string> {
  if (platform !== 'linux') return 'nvidia-smi';
  const folder = join(root, 'usr/lib/wsl/lib');
  return (await entries(folder)).includes('nvidia-smi') ? join(folder, 'nvidia-smi') : 'nvidia-smi';
}
