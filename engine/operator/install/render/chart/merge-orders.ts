/** One order of which every given one is a part: `[a, c]` and `[b, c]` give `[a, b, c]`. Throws where they contradict each other. */
export function mergeOrders(orders: readonly (readonly string[])[]): string[] {
  const merged: string[] = [];
  for (const order of distinct(orders)) {
    let at = 0;
    for (const name of order) {
      const found = merged.indexOf(name);
      if (found !== -1 && found < at) throw new Error(`${name} comes before and after ${merged[found + 1]} in variants of one list.`);
      if (found === -1) merged.splice(at, 0, name);
      at = (found === -1 ? at : found) + 1;
    }
  }
  return merged;
}

/** The longest first: it says most about what comes before what. */
function distinct(orders: readonly (readonly string[])[]): (readonly string[])[] {
  const each = new Map(orders.map((order) => [order.join('\n'), order]));
  return [...each.values()].toSorted((left, right) => right.length - left.length);
}
