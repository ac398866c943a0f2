/** So many requests at once: dozens of short ones must not starve others of the same client. */
const together = 8;

/** Does `task` for every item, a few at a time; the results come in the order of the items. */
export async function inGroups<Item, Result>(items: readonly Item[], task: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += together) {
    results.push(...(await Promise.all(items.slice(start, start + together).map(task))));
  }
  return results;
}
