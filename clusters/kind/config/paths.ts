/** The keys of a path: `nodes[0].labels["a.b"]` is nodes, 0, labels and a.b. */
export function pathKeys(path: string): (string | number)[] {
  return [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  );
}
