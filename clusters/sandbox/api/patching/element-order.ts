import { equalJson, isJsonObject } from '../json.ts';

interface Orders {
  /** As the patch names its items, or as it says that they are to be ordered. */
  patch: readonly unknown[];
  /** As they were. */
  before: readonly unknown[];
  /** By which field items are the same; undefined for items that are values. */
  key: string | undefined;
}

/**
 * The items of a merged list in their order: those that the patch names as it names them, the others where they were. An item
 * that was not there comes before what follows.
 */
export function orderElements(items: readonly unknown[], { patch, before, key }: Orders): unknown[] {
  const place = (item: unknown, order: readonly unknown[]) => order.findIndex((one) => equalJson(keyed(one, key), keyed(item, key)));
  const byOrder = (order: readonly unknown[]) => (left: unknown, right: unknown) => place(left, order) - place(right, order);
  const named = items.filter((item) => place(item, patch) !== -1).sort(byOrder(patch));
  const others = items.filter((item) => place(item, patch) === -1).sort(byOrder(before));
  const result: unknown[] = [];
  while (named.length > 0 && others.length > 0) {
    const [was, follows] = [place(others[0], before), place(named[0], before)];
    result.push(was !== -1 && follows !== -1 && was < follows ? others.shift() : named.shift());
  }
  return [...result, ...named, ...others];
}

function keyed(item: unknown, key: string | undefined): unknown {
  return key !== undefined && isJsonObject(item) ? item[key] : item;
}
