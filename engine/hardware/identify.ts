import type { DeviceVendor } from '../contract/views/device.ts';
import { type IdOwner, indexOf, type KnownGpu } from './identify-index.ts';
import { normaliseProduct } from './product-name.ts';

/** The GPU kinds that devices are matched with: the catalog. */
export interface GpuTable {
  readonly gpus: readonly KnownGpu[];
}

/** What a device tells of its kind. */
export interface Marks {
  readonly vendor: DeviceVendor;
  /** Four hexadecimal digits in lower case. */
  readonly pciId?: string | null;
  /** PCI revision, two hexadecimal digits in lower case: `c8`. */
  readonly revision?: string | null | undefined;
  /** Product names as tools print them, the most telling first. */
  readonly names?: readonly (string | null | undefined)[];
  readonly isa?: string | null;
}

export interface Identity {
  readonly gpu: KnownGpu | null;
  /** What contradicts itself, or why nothing was said: a sentence each. */
  readonly problems: string[];
}

/**
 * The kind of a device: by PCI id and revision, else by a product name that is exactly one of the catalog's, else none.
 * Never by a part of a name: "A10" is in "A100" and "MI300" in "MI300A".
 */
export function identify(marks: Marks, table: GpuTable): Identity {
  const known = indexOf(table.gpus);
  const byName = firstNamed(marks, known.byName);
  const owners = marks.pciId ? (known.byPciId.get(`${marks.vendor}:${marks.pciId}`) ?? []) : [];
  const exact = ownersOfRevision(owners, marks.revision);
  if (exact.length === 1 && exact[0]) return told(exact[0].gpu, byName, marks);
  return owners.length > 0 ? sharedId(marks, owners, byName) : named(marks, byName);
}

function firstNamed(marks: Marks, byName: ReadonlyMap<string, KnownGpu>): KnownGpu | null {
  for (const name of marks.names ?? []) {
    const gpu = name ? byName.get(`${marks.vendor}:${normaliseProduct(name)}`) : undefined;
    if (gpu) return gpu;
  }
  return null;
}

/** Those with this very revision; else those for which the revision does not matter. */
function ownersOfRevision(owners: readonly IdOwner[], revision: string | null | undefined): readonly IdOwner[] {
  const same = owners.filter((owner) => owner.revision !== undefined && owner.revision === revision);
  return same.length > 0 ? same : owners.filter((owner) => owner.revision === undefined);
}

/** The PCI id says it: the name may only confirm. */
function told(gpu: KnownGpu, byName: KnownGpu | null, { pciId }: Marks): Identity {
  if (!byName || byName.key === gpu.key) return { gpu, problems: [] };
  return { gpu, problems: [`PCI id ${pciId} is ${gpu.key}, but the name is that of ${byName.key}: the PCI id counts.`] };
}

/** One PCI id, several products: 744c is RX 7900 XTX, XT, GRE and 7900M. The name decides where the revision is not told. */
function sharedId({ pciId, revision }: Marks, owners: readonly IdOwner[], byName: KnownGpu | null): Identity {
  const gpu = owners.find(({ gpu: { key } }) => key === byName?.key)?.gpu ?? null;
  if (!revision)
    return { gpu, problems: gpu ? [] : [`PCI id ${pciId} belongs to several products, and neither a revision nor the name tells which.`] };
  return { gpu: null, problems: [`PCI id ${pciId} with revision ${revision} is a product that the catalog does not know.`] };
}

/** A name alone can be any device's that borrowed it: the instruction set must not speak against it. */
function named({ isa }: Marks, byName: KnownGpu | null): Identity {
  if (!byName || !isa || !byName.isa || byName.isa === isa || !comparable(byName.isa, isa)) return { gpu: byName, problems: [] };
  return {
    gpu: null,
    problems: [`The name is that of ${byName.key} (${byName.isa}), but the device says ${isa}: its kind is not known.`],
  };
}

function comparable(left: string, right: string): boolean {
  return left.startsWith('gfx') === right.startsWith('gfx');
}
