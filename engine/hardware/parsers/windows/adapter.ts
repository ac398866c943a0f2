/** A display adapter as Windows describes it. */
export interface Adapter {
  readonly name: string;
  /** As it was printed; undefined where it was not. */
  readonly bytes: string | undefined;
  /** The figure is one of the registry's 64-bit value. */
  readonly wide: boolean;
  /** Four hexadecimal digits in lower case. */
  readonly pciVendor?: string | undefined;
  readonly pciId?: string | undefined;
  readonly revision?: string | undefined;
  readonly driver?: string | undefined;
}

export interface Adapters {
  readonly adapters: readonly Adapter[];
  readonly problems: string[];
}
