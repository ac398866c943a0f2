/** What the host's Node may lack (the quick commands run on Node 20) of the library that the sources are written for. */

Object.groupBy ??= <Key extends PropertyKey, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) =>
  Object.assign(Object.create(null), Object.fromEntries(Map.groupBy(items, keyOf))) as Partial<Record<Key, Item[]>>;

Map.groupBy ??= <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) => {
  const groups = new Map<Key, Item[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

Promise.withResolvers ??= <Value>() => {
  const parts: Partial<PromiseWithResolvers<Value>> = {};
  parts.promise = new Promise<Value>((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts as PromiseWithResolvers<Value>;
};
