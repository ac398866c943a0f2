import { normaliseProduct } from './product-name.ts';

/** What matching needs of a catalog's GPU. */
export interface KnownGpu {
  readonly key: string;
  readonly vendor: string;
  readonly isa: string;
  /** `74a1`, or with a revision where one id is several products: `744c:c8`. */
  readonly pciIds: readonly string[];
  /** Values of node labels. */
  readonly products: readonly string[];
  readonly toolNames?: readonly string[] | undefined;
  readonly memoryMiB?: number | undefined;
  /** Shares the host's memory. */
  readonly unified?: boolean | undefined;
}

export interface IdOwner {
  readonly gpu: KnownGpu;
  /** Undefined: the id is this product whatever the revision. */
  readonly revision: string | undefined;
}

interface GpuIndex {
  /** Keys: `amd:74a1`. */
  readonly byPciId: ReadonlyMap<string, readonly IdOwner[]>;
  /** Keys: `nvidia:h100 80gb hbm3`. A name of two kinds is none's. */
  readonly byName: ReadonlyMap<string, KnownGpu>;
}

const indexes = new WeakMap<readonly KnownGpu[], GpuIndex>();

/** Built once a table. */
export function indexOf(gpus: readonly KnownGpu[]): GpuIndex {
  const found = indexes.get(gpus) ?? build(gpus);
  indexes.set(gpus, found);
  return found;
}

function build(gpus: readonly KnownGpu[]): GpuIndex {
  const byPciId = new Map<string, IdOwner[]>();
  for (const gpu of gpus) {
    for (const entry of gpu.pciIds) addOwner(byPciId, gpu, entry);
  }
  return { byPciId, byName: names(gpus) };
}

function addOwner(byPciId: Map<string, IdOwner[]>, gpu: KnownGpu, entry: string): void {
  const [id, revision] = entry.toLowerCase().split(':');
  const key = `${gpu.vendor}:${id}`;
  byPciId.set(key, [...(byPciId.get(key) ?? []), { gpu, revision }]);
}

function names(gpus: readonly KnownGpu[]): Map<string, KnownGpu> {
  const byName = new Map<string, KnownGpu>();
  const shared = new Set<string>();
  for (const gpu of gpus) {
    for (const name of [...gpu.products, ...(gpu.toolNames ?? [])]) {
      const key = `${gpu.vendor}:${normaliseProduct(name)}`;
      if (byName.has(key) && byName.get(key) !== gpu) shared.add(key);
      byName.set(key, gpu);
    }
  }
  for (const key of shared) byName.delete(key);
  return byName;
}
