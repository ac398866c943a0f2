/** rocm-smi as text: several lines `GPU[0] : key: value` for each GPU, or in newer versions a table. */
import type { GpuTable } from '../../../identify.ts';
import type { Parsed, ToolFile } from '../../../parser.ts';
import { amdFailures, nothingRead, orNothing } from '../failures.ts';
import { rocmDevices } from './device.ts';
import { tableCards } from './table.ts';

const source = 'rocm-smi-text';

/** Files of one machine: names and memory are printed by two calls. A GPU is a number, however many lines it has. */
export function parseRocmSmiText(files: readonly ToolFile[], gpus: GpuTable): Parsed {
  const text = files.map((file) => file.text).join('\n');
  const lines = text.split(/\r\n|\r|\n/);
  const cards = new Map<number, Record<string, string>>();
  for (const { index, values } of [...lineCards(lines), ...tableCards(lines)]) {
    cards.set(index, Object.assign(Object.create(null), values, cards.get(index)));
  }
  const { devices, empty } = rocmDevices(
    [...cards].map(([index, values]) => ({ index, values, driver: null })),
    source,
    gpus,
  );
  const problems = cards.size > 0 ? amdFailures('rocm-smi', text) : nothingRead('rocm-smi', text, 'it has no line such as "GPU[0] : ..."');
  return { devices, problems: orNothing('rocm-smi', devices.length, [...problems, ...empty]) };
}

function lineCards(lines: readonly string[]): { index: number; values: Record<string, string> }[] {
  return lines.flatMap((line) => {
    const [, index, key, value] = /^GPU\[([0-9]{1,4})\]\s*:\s*([^:]{1,80}):\s*(.*)$/.exec(line.trim()) ?? [];
    return index === undefined || key === undefined || value === undefined
      ? []
      : [{ index: Number(index), values: { [key.trim()]: value.trim() } }];
  });
}
