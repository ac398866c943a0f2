/** Does the work for each item, `most` of them at a time. Results come in the order of the items; the first failure is thrown. */
export async function fewAtOnce<Item, Result>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  async function workOn(): Promise<void> {
    for (const [index, item] of waiting) results[index] = await work(item);
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, workOn));
  return results;
}
