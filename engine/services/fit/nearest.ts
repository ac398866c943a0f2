/** The names that come nearest to one that is not known, best first: those that contain it, then those a few letters away. */
export function nearest(wanted: string, names: readonly string[], count = 3): string[] {
  const near = names.map((name) => ({ name, distance: distanceOf(letters(wanted), letters(name)) }));
  return near
    .filter(({ distance }) => distance < 0.5)
    .sort((one, other) => one.distance - other.distance || one.name.localeCompare(other.name, 'en', { numeric: true }))
    .slice(0, count)
    .map(({ name }) => name);
}

/** Spellings differ in case and in what stands between the parts. */
function letters(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** From 0, the same, to 1, nothing in common. A name that contains the other is never far. */
function distanceOf(wanted: string, name: string): number {
  if (wanted === '' || name === '') return 1;
  const edits = editsBetween(wanted, name) / Math.max(wanted.length, name.length);
  return name.includes(wanted) || wanted.includes(name) ? edits / 4 : edits;
}

/** Levenshtein's distance, one row at a time. */
function editsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
