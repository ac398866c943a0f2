/** Partitions of AMD's Instinct cards. */

/** `CPX/NPS4`, `DPX`; null for a whole GPU (SPX) and for what says no mode. */
export function partitionName(compute: string | undefined, memory: string | undefined): string | null {
  const mode = /^[DTQC]PX$/i.exec(compute?.trim() ?? '')?.[0].toUpperCase();
  if (mode === undefined) return null;
  const nps = /^NPS[1248]$/i.exec(memory?.trim() ?? '')?.[0].toUpperCase();
  return nps === undefined ? mode : `${mode}/${nps}`;
}

/** Of partitions, AMD's tools state the memory of the whole card (ROCm issue 4750): that is no figure of the partition. */
export function wholeCardReason(tool: string, mebibytes: number): string {
  return `${tool} states the ${mebibytes} MiB of the whole card for each of its partitions; the kernel's topology (slipway gpus parse kfd) has the figure of a partition.`;
}
