/** `names` in the order of their likeness to `wanted`: for sentences that say what somebody may have meant. */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  const ranked = names.map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }));
  return ranked.toSorted((a, b) => a.distance - b.distance).map(({ name }) => name);
}

/** The name that was most likely meant: one of which up to a third of the letters differ, or one that `wanted` is a part of. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const [nearest] = nearestNames(wanted, names);
  if (nearest === undefined) return undefined;
  const most = Math.ceil(Math.max(wanted.length, nearest.length) / 3);
  if (editDistance(wanted.toLowerCase(), nearest.toLowerCase()) <= most) return nearest;
  return wanted.length < 3 ? undefined : names.find((name) => name.toLowerCase().includes(wanted.toLowerCase()));
}

/** How many letters must be changed, added or taken away. @see https://en.wikipedia.org/wiki/Levenshtein_distance */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? from.length;
}
