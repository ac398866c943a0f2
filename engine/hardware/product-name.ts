/** `NVIDIA-H100-80GB-HBM3`, `NVIDIA H100 80GB HBM3` and `H100 80GB HBM3` are one: vendor words, marks and separators do not count. */
export function normaliseProduct(name: string): string {
  const words = name
    .toLowerCase()
    .replaceAll(/\((?:tm|r|c)\)|[®™©]/g, ' ')
    .replaceAll(/[^a-z0-9.+]+/g, ' ')
    .trim();
  return words.replace(/^(?:(?:nvidia|amd|intel|ati)(?: |$))+/, '');
}
