import { noData, significant } from './duration.ts';

const gibibyte = 2 ** 30;

/** Memory in binary units: `17.4 GiB`, `512 MiB`. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return noData;
  const magnitude = Math.abs(bytes);
  if (magnitude >= 1024 * gibibyte) return `${significant(bytes / (1024 * gibibyte))} TiB`;
  if (magnitude >= gibibyte) return `${significant(bytes / gibibyte)} GiB`;
  if (magnitude >= 2 ** 20) return `${significant(bytes / 2 ** 20)} MiB`;
  return `${Math.round(bytes / 1024)} KiB`;
}

const quantityPattern = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|k|M|G|T|m)?$/;
const factors: Record<string, number> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, k: 1e3, M: 1e6, G: 1e9, T: 1e12, m: 1e-3 };

/** A Kubernetes memory quantity (`1056784Ki`) as people read it; text that is none is given back as it is. */
export function formatQuantity(quantity: string): string {
  const [, amount, unit] = quantityPattern.exec(quantity) ?? [];
  if (amount === undefined) return quantity;
  return formatBytes(Number(amount) * (unit ? (factors[unit] ?? 1) : 1));
}

/** Parameters of a model: `7.62 B`, `405 B`, `350 M`. */
export function formatParameters(parameters: number | null): string {
  if (parameters === null) return noData;
  if (parameters >= 1e9) return `${significant(parameters / 1e9)} B`;
  return `${significant(parameters / 1e6)} M`;
}

/** Tokens of context: `128k`, `4096`. */
export function formatTokens(tokens: number | null): string {
  if (tokens === null) return noData;
  return tokens >= 10_000 ? `${Math.round(tokens / 1024)}k` : String(tokens);
}
