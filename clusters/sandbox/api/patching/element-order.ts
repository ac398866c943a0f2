import { equalJson, isJsonObject } from '../json.ts';

/** Sorts the items that `order` names as it names them; the others keep their places. */
export function orderElements(items: unknown[], order: unknown[], key: string | undefined): unknown[] {
  const rank = (item: unknown) => order.findIndex((wanted) => equalJson(keyed(wanted, key), keyed(item, key)));
  const named = items.filter((item) => rank(item) !== -1).sort((left, right) => rank(left) - rank(right));
  return items.map((item) => (rank(item) === -1 ? item : named.shift()));
}

function keyed(item: unknown, key: string | undefined): unknown {
  return key !== undefined && isJsonObject(item) ? item[key] : item;
}
