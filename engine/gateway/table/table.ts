/** What the gateway serves at one moment, as plain data. */
export interface RoutingTable {
  /** By the name that clients ask for. */
  readonly byModel: ReadonlyMap<string, TableRoute>;
  /** Names that two Routes claim: the older Route has them. */
  readonly conflicts: readonly Conflict[];
}

export interface TableRoute {
  /** `namespace/name` of the Route object. */
  readonly name: string;
  /** Seconds since the epoch. */
  readonly created: number;
  /** The model id first, then aliases. */
  readonly models: readonly string[];
  readonly targets: readonly TableTarget[];
}

export interface TableTarget {
  readonly name: string;
  readonly weight: number;
  readonly service: string;
  /** The model name that the backends know, when it is another. */
  readonly upstreamModel?: string | undefined;
  /** Every known model server, ready or not. */
  readonly backends: readonly TableBackend[];
}

export interface TableBackend {
  readonly address: string;
  readonly port: number;
  /** May get new requests. */
  readonly ready: boolean;
}

export interface Conflict {
  readonly model: string;
  readonly route: string;
  /** The Route that keeps the name. */
  readonly keptBy: string;
}
