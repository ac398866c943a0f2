/** Negative: `left` is older. By the rules of https://semver.org/#spec-item-11; what is no version compares as equal, since nothing is known. */
export function compareVersions(left: string, right: string): number {
  const [first, second] = [parse(left), parse(right)];
  if (!first || !second) return 0;
  const [core] = first.core.map((number, index) => number - (second.core[index] ?? 0)).filter((difference) => difference !== 0);
  return core ?? comparePreReleases(first.preRelease, second.preRelease);
}

interface Version {
  readonly core: readonly number[];
  readonly preRelease: readonly string[];
}

function parse(text: string): Version | undefined {
  const found = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(text);
  return found ? { core: found.slice(1, 4).map(Number), preRelease: found[4]?.split('.') ?? [] } : undefined;
}

function comparePreReleases(left: readonly string[], right: readonly string[]): number {
  // A release is newer than what came before it.
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = compareIdentifiers(left[index], right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareIdentifiers(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined) return Number(right === undefined) - Number(left === undefined);
  const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
  if (leftIsNumber && rightIsNumber) return Number(left) - Number(right);
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  return left < right ? -1 : Number(left > right);
}
