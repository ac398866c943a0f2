/** The nodes of /sys/class/kfd/kfd/topology, from files by their paths. */
import type { ToolFile } from '../../../parser.ts';

export interface KfdNode {
  /** The node's number; null where the files do not lie in numbered folders. */
  readonly number: number | null;
  readonly properties: ReadonlyMap<string, string>;
  /** Of its banks of memory. */
  readonly banks: readonly ReadonlyMap<string, string>[];
}

const subfolders = /(?:^|\/)(?:mem_banks|caches|io_links|p2p_links|perf)\//;

/** In the order of their numbers. */
export function kfdNodes(files: readonly ToolFile[]): KfdNode[] {
  const folders = new Map<string, ReadonlyMap<string, string>>();
  for (const { path, text } of files) {
    if (/(?:^|\/)properties$/.test(path) && !subfolders.test(path)) folders.set(path.slice(0, -'properties'.length), properties(text));
  }
  return [...folders]
    .map(([folder, own]) => ({ number: numberOf(folder), properties: own, banks: banksOf(folder, files) }))
    .sort((left, right) => (left.number ?? 0) - (right.number ?? 0));
}

function banksOf(folder: string, files: readonly ToolFile[]): ReadonlyMap<string, string>[] {
  const bank = files.filter(({ path }) => path.startsWith(`${folder}mem_banks/`) && path.endsWith('/properties'));
  return bank.map(({ text }) => properties(text));
}

/** `simd_count 1216`: one value a line. Of a name that is there twice the first counts. */
function properties(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^([a-z0-9_]{1,64}) ([0-9]{1,20})\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !found.has(name)) found.set(name, value);
  }
  return found;
}

function numberOf(folder: string): number | null {
  const digits = /(?:^|\/)([0-9]{1,5})\/$/.exec(folder)?.[1];
  return digits === undefined ? null : Number(digits);
}
