/** What a node's labels tell of its GPUs. */

/** What matching labels needs of a catalog's GPU. */
export interface FleetGpu {
  readonly key: string;
  readonly vendor: string;
  readonly isa: string;
  readonly memoryMiB?: number | undefined;
  readonly unified?: boolean | undefined;
  readonly pciIds: readonly string[];
  readonly products: readonly string[];
}

export interface LabelValue {
  readonly label: string;
  readonly value: string;
}

export type Labels = Readonly<Record<string, string>>;

/** GPUs of one kind, as labels describe them. Null is "not said". */
export interface LabelledGpus {
  /** The product as the label has it. */
  readonly name: string | null;
  readonly gpu: FleetGpu | undefined;
  /** Four hexadecimal digits. */
  readonly pciId: string | null;
  readonly isa: string | null;
  /** Of one GPU or of one partition. */
  readonly memoryMiB: number | null;
  readonly memoryReason: string | null;
  /** `MIG 1g.10gb`, `CPX/NPS4`; null for a whole GPU. */
  readonly partition: string | null;
  /** Pods that share one GPU; 1: nobody shares. */
  readonly replicas: number;
  /** How many the labels count; null where they do not. */
  readonly count: number | null;
  readonly driver: string | null;
  /** The label by which the kind was told, for node selectors. */
  readonly identity: LabelValue | undefined;
  /** A label that tells a partition from the whole GPU, where the identity of both is the same. */
  readonly sizeLabel: LabelValue | undefined;
  /** Sentences about each of these GPUs. */
  readonly problems: readonly string[];
}

/** A GPU of which nothing is known but that it is there. */
export const unlabelledGpu: LabelledGpus = {
  name: null,
  gpu: undefined,
  pciId: null,
  isa: null,
  memoryMiB: null,
  memoryReason: 'No label of the node states the memory.',
  partition: null,
  replicas: 1,
  count: null,
  driver: null,
  identity: undefined,
  sizeLabel: undefined,
  problems: [],
};

/** A whole number of a label that may be missing: `"8"`. */
export function labelNumber(text: string | undefined): number | null {
  if (text === undefined || !/^[0-9]{1,9}$/.test(text)) return null;
  return Number(text);
}

/** Labels have no revision: of an id that several products share, each of them is told. */
export function hasPciId({ pciIds }: FleetGpu, id: string): boolean {
  return pciIds.some((each) => each.split(':')[0] === id.toLowerCase());
}
