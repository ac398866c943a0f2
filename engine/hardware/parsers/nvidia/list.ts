import type { Device } from '../../../contract/views/device.ts';
import type { GpuTable } from '../../identify.ts';
import { newDevice } from '../../new-device.ts';
import type { Parsed } from '../../parser.ts';
import { withKind } from '../../with-kind.ts';
import { takeFailures } from './failures.ts';
import { otherForm } from './other-form.ts';

const source = 'nvidia-smi-list';
/** Tegra's driver prints no `GPU-` before the UUID. */
const cardLine = /^GPU (\d{1,4}): (.{1,120}) \(UUID: (GPU-[0-9a-f-]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)\s*$/i;
const noFigure = 'nvidia-smi -L prints no memory: nvidia-smi -q -x does.';

/** `nvidia-smi -L`. A card that is split into MIG instances is listed as its instances: the whole of it cannot be used. */
export function parseNvidiaList(text: string, gpus: GpuTable): Parsed {
  const { problems, lines } = takeFailures(text);
  const { cards, odd } = readCards(lines, gpus);
  if (cards.length === 0) return { devices: [], problems: problems.length > 0 ? problems : [otherForm(text, source)] };
  const devices = cards.flatMap(({ whole, instances }) => (instances.length > 0 ? instances : [whole]));
  return { devices: withoutDoubles(devices), problems: [...problems, ...odd] };
}

function readCards(lines: readonly string[], gpus: GpuTable): { cards: Card[]; odd: string[] } {
  const cards: Card[] = [];
  const odd = lines.filter((line) => !readLine(line, cards, gpus));
  return { cards, odd: odd.map((line) => `A line was not understood, and left out: "${line.trim().slice(0, 60)}".`) };
}

interface Card {
  readonly whole: Device;
  readonly instances: Device[];
}

/** False for a line that is neither a card nor an instance of one. */
function readLine(line: string, cards: Card[], gpus: GpuTable): boolean {
  const [, index, name, uuid] = cardLine.exec(line) ?? [];
  if (name !== undefined && uuid !== undefined) {
    const whole = newDevice('nvidia', source, {
      index: Number(index),
      name,
      uuid,
      memoryReason: noFigure,
      unified: isTegra(name) ? true : null,
    });
    cards.push({ whole: withKind(whole, gpus), instances: [] });
    return true;
  }
  const [, profile, instance] = /^\s+MIG (\S{3,30})\s+Device\s+\d{1,3}:\s+\(UUID: (MIG-[0-9a-z/-]{8,})\)\s*$/i.exec(line) ?? [];
  const card = cards.at(-1);
  if (profile === undefined || instance === undefined || !card) return false;
  card.instances.push(instanceOf(card.whole, profile, instance));
  return true;
}

/** Tegra's GPU shares the memory of the host. */
function isTegra(name: string): boolean {
  return /\(nvgpu\)$/.test(name);
}

/** `1c.3g.71gb` is one of the compute instances that share the memory of one 3g.71gb. */
function instanceOf(whole: Device, profile: string, uuid: string): Device {
  const shares = /^\d+c\./.test(profile) ? ['It is one of several compute instances that share the memory of one GPU instance.'] : [];
  return { ...whole, uuid, partition: `MIG ${profile}`, memoryReason: noFigure, problems: [...whole.problems, ...shares] };
}

function withoutDoubles(devices: readonly Device[]): Device[] {
  return devices.filter((device, at) => devices.findIndex((each) => each.uuid === device.uuid && each.index === device.index) === at);
}
