/** AMD's Instinct cards that are made of compute dies, and the parts that they can be cut into. */

/** Dies of a whole card; undefined for cards that are not made of dies. Source: AMD SMI's guide to partitioning; MI308X: its topology. */
export function computeDies({ key, isa }: { readonly key: string; readonly isa: string }): number | undefined {
  if (isa !== 'gfx942' && isa !== 'gfx950') return undefined;
  if (key === 'MI308X') return 4;
  return key === 'MI300A' ? 6 : 8;
}

const modes: Readonly<Record<number, string>> = { 2: 'DPX', 3: 'TPX', 4: 'QPX', 8: 'CPX' };

/** The mode of a card in so many parts, a die each being CPX whatever the number; null for a whole card. */
export function partitionMode(parts: number, dies: number | undefined): string | null {
  if (parts <= 1) return null;
  return parts === dies ? 'CPX' : (modes[parts] ?? `1/${parts}`);
}
