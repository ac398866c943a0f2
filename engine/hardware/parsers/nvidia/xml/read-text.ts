import type { XmlGpu, XmlLog } from './read-elements.ts';

/** Lines of the text by the path of their sections, and the elements of the XML that say the same. */
const elements: Readonly<Record<string, string>> = {
  'Product Name': 'product_name',
  'GPU UUID': 'uuid',
  'Addressing Mode': 'addressing_mode',
  'MIG Mode/Current': 'mig_mode/current_mig',
  'PCI/Device Id': 'pci/pci_device_id',
  'PCI/Bus Id': 'pci/pci_bus_id',
  'FB Memory Usage/Total': 'fb_memory_usage/total',
  'FB Memory Usage/Free': 'fb_memory_usage/free',
};

const migElements: Readonly<Record<string, string>> = {
  Index: 'index',
  'GPU Instance ID': 'gpu_instance_id',
  'Compute Instance ID': 'compute_instance_id',
  'FB Memory Usage/Total': 'fb_memory_usage/total',
  'FB Memory Usage/Free': 'fb_memory_usage/free',
  'Shared FB Memory Usage/Total': 'fb_memory_usage/total',
  'Shared FB Memory Usage/Free': 'fb_memory_usage/free',
};

/** Whether the output is that of `nvidia-smi -q` without -x. */
export function isReportText(text: string): boolean {
  return /^=+NVSMI LOG=+/m.test(text) && /^GPU [\dA-Fa-f]{4,8}:/m.test(text);
}

/** Reads `nvidia-smi -q`: the same report as the XML, by indentation. A last line without an end is half a line, and left out. */
export function readText(text: string): XmlLog {
  const lines = text.split(/\r\n|\r|\n/).slice(0, -1);
  // The second is what driver 610 calls it.
  const [, driver] = /^(?:Driver|KMD) Version\s*: (\S+)/m.exec(text) ?? [];
  const gpus: OpenGpu[] = [];
  for (const line of lines) {
    const [, id] = /^GPU ([\dA-Fa-f:.]{7,20})\s*$/.exec(line) ?? [];
    if (id !== undefined) gpus.push(newGpu(id));
    else if (/^\s/.test(line)) readLine(line, gpus.at(-1));
  }
  return { driver, gpus, broken: undefined };
}

interface OpenGpu extends XmlGpu {
  readonly fields: Map<string, string>;
  readonly migDevices: Map<string, string>[];
  /** Names of the sections around the line, the outermost first. */
  readonly sections: string[];
}

function newGpu(id: string): OpenGpu {
  return { id, fields: new Map(), migDevices: [], sections: [] };
}

function readLine(line: string, gpu: OpenGpu | undefined): void {
  const [, indent, name, value] = /^((?: {4}){1,6})(\S[^:]{0,60}?)\s*(?:: (.*))?$/.exec(line) ?? [];
  if (!gpu || indent === undefined || name === undefined) return;
  gpu.sections.length = Math.min(gpu.sections.length, indent.length / 4 - 1);
  if (value === undefined) openSection(gpu, name);
  else readValue(gpu, [...gpu.sections, name], value.trim());
}

function openSection(gpu: OpenGpu, name: string): void {
  gpu.sections.push(name);
  if (gpu.sections.length === 1 && name === 'MIG Device') gpu.migDevices.push(new Map());
}

function readValue(gpu: OpenGpu, path: readonly string[], value: string): void {
  const [first, ...rest] = path;
  const isMig = first === 'MIG Device';
  const fields = isMig ? gpu.migDevices.at(-1) : gpu.fields;
  const element = isMig ? migElements[rest.join('/')] : elements[path.join('/')];
  if (element !== undefined && fields && !fields.has(element)) fields.set(element, value);
}
