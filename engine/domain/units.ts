/** Sizes for people: both units where memory is meant, because vendors write GB and tools print GiB. */

export const bytesPerGiB = 2 ** 30;
export const bytesPerMiB = 2 ** 20;

/** `61.0 GiB`. */
export function gibText(bytes: number): string {
  return `${(bytes / bytesPerGiB).toFixed(1)} GiB`;
}

/** `206.1 GB (192.0 GiB)`. */
export function sizeText(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB (${gibText(bytes)})`;
}
