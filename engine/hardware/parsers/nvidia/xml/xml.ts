import type { Device } from '../../../../contract/views/device.ts';
import type { GpuTable } from '../../../identify.ts';
import type { Parsed } from '../../../parser.ts';
import { nvidiaDevice } from '../device.ts';
import { takeFailures } from '../failures.ts';
import { otherForm } from '../other-form.ts';
import { migInstances } from './mig.ts';
import { readElements, type XmlGpu } from './read-elements.ts';
import { isReportText, readText } from './read-text.ts';

const source = 'nvidia-smi-xml';

/**
 * `nvidia-smi -q -x`, document types v11 to v13, and the same report as text. A card that is split into MIG instances is
 * listed as its instances.
 */
export function parseNvidiaXml(text: string, gpus: GpuTable): Parsed {
  const start = text.search(/<\?xml|<!DOCTYPE|<nvidia_smi_log|<gpu[ >]/);
  if (start < 0 && !isReportText(text)) return { devices: [], problems: withoutXml(text) };
  const log = start < 0 ? readText(text) : readElements(text.slice(start));
  const found = withoutDoubles(log.gpus.filter(isGpu));
  const devices = found.flatMap((gpu, index) => devicesOf(gpu, { index, driver: log.driver, gpus }));
  return { devices, problems: [...takeFailures(text.slice(0, Math.max(0, start))).problems, ...logProblems(log.broken, devices.length)] };
}

function withoutXml(text: string): string[] {
  const { problems } = takeFailures(text);
  return problems.length > 0 ? problems : [otherForm(text, source)];
}

function logProblems(broken: string | undefined, found: number): string[] {
  if (broken !== undefined)
    return [`The XML is damaged or cut off (${broken.slice(0, 80)}): only the ${found} GPUs before that were read.`];
  return found === 0 ? ['The report has no GPU: nvidia-smi ran and found none, or the file is of another tool.'] : [];
}

function isGpu({ fields }: XmlGpu): boolean {
  return ['product_name', 'uuid', 'pci/pci_device_id'].some((path) => fields.has(path));
}

function withoutDoubles(found: readonly XmlGpu[]): XmlGpu[] {
  const marks = found.map(({ id, fields }) => `${fields.get('uuid')} ${fields.get('pci/pci_bus_id') ?? id}`);
  return found.filter((_, at) => marks.indexOf(marks[at] ?? '') === at);
}

interface Around {
  readonly index: number;
  readonly driver: string | undefined;
  readonly gpus: GpuTable;
}

function devicesOf(gpu: XmlGpu, { index, driver, gpus }: Around): Device[] {
  const { fields } = gpu;
  const facts = {
    index: String(index),
    name: fields.get('product_name'),
    uuid: fields.get('uuid'),
    busId: fields.get('pci/pci_bus_id') ?? gpu.id,
    deviceId: fields.get('pci/pci_device_id'),
    total: fields.get('fb_memory_usage/total'),
    free: fields.get('fb_memory_usage/free'),
    addressingMode: fields.get('addressing_mode'),
    driver,
  };
  const whole = nvidiaDevice(facts, gpus, source);
  if (fields.get('mig_mode/current_mig') !== 'Enabled') return [whole];
  const instances = migInstances(whole, gpu.migDevices);
  return instances.length > 0 ? instances : [{ ...whole, problems: [...whole.problems, noInstances] }];
}

const noInstances =
  'MIG is on, but the card has no instances, so nothing can run on it: create some with nvidia-smi mig -cgi, or turn MIG off.';
