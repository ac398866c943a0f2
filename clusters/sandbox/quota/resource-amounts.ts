import { add, type ExactQuantity, exactQuantity, nothing, quantityText } from './exact-quantity.ts';

/** Exact amounts by the names that quotas use: `pods`, `requests.cpu`, `count/deployments.apps`. */
export type ResourceAmounts = Record<string, ExactQuantity>;

/** Amounts as objects carry them, as exact ones. */
export function readAmounts(quantities: Record<string, string | number> = {}): ResourceAmounts {
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, exactQuantity(quantity)]));
}

/** Exact amounts as objects carry them. */
export function writeAmounts(amounts: ResourceAmounts): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, quantityText(amount)]));
}

/** As the server's refusals list them: `limits.cpu=2,pods=1`. */
export function listAmounts(amounts: ResourceAmounts): string {
  const texts = Object.entries(writeAmounts(amounts)).sort(([one], [other]) => (one < other ? -1 : 1));
  return texts.map(([name, text]) => `${name}=${text}`).join(',');
}

export function addAmounts(one: ResourceAmounts, other: ResourceAmounts): ResourceAmounts {
  const sum = { ...one };
  for (const [name, amount] of Object.entries(other)) sum[name] = add(sum[name] ?? nothing, amount);
  return sum;
}

/** Only what is asked for by name. */
export function only(amounts: ResourceAmounts, names: Iterable<string>): ResourceAmounts {
  const wanted = new Set(names);
  return Object.fromEntries(Object.entries(amounts).filter(([name]) => wanted.has(name)));
}

export function count(number: number): ExactQuantity {
  return { milli: BigInt(number) * 1000n, binary: false };
}
