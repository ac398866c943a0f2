import { evaluationFailure } from '../failures.ts';
import type { Comparable } from '../values.ts';
import { addFunctions, addType, type Library } from './library.ts';

/** Versions as of semver.org. */
export const semanticVersionsLibrary: Library = (environment) => {
  const version = 'kubernetes.Semver';
  addType(environment, version, SemanticVersion);
  addFunctions(environment, {
    [`semver(string): ${version}`]: (text: string) => parse(text),
    [`semver(string, bool): ${version}`]: (text: string, normalize: boolean) => parse(normalize ? normalized(text) : text),
    'isSemver(string): bool': (text: string) => VERSION.test(text),
    'isSemver(string, bool): bool': (text: string, normalize: boolean) => VERSION.test(normalize ? normalized(text) : text),
    [`${version}.major(): int`]: ({ numbers }: SemanticVersion) => BigInt(numbers[0] ?? 0),
    [`${version}.minor(): int`]: ({ numbers }: SemanticVersion) => BigInt(numbers[1] ?? 0),
    [`${version}.patch(): int`]: ({ numbers }: SemanticVersion) => BigInt(numbers[2] ?? 0),
    [`${version}.isGreaterThan(${version}): bool`]: (one: SemanticVersion, other: SemanticVersion) => compare(one, other) > 0,
    [`${version}.isLessThan(${version}): bool`]: (one: SemanticVersion, other: SemanticVersion) => compare(one, other) < 0,
    [`${version}.compareTo(${version}): int`]: (one: SemanticVersion, other: SemanticVersion) => BigInt(compare(one, other)),
  });
};

const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

class SemanticVersion implements Comparable {
  readonly numbers: readonly number[];
  readonly release: readonly string[];

  constructor(numbers: readonly number[], release: readonly string[]) {
    this.numbers = numbers;
    this.release = release;
  }

  equals(other: unknown): boolean {
    return other instanceof SemanticVersion && compare(this, other) === 0;
  }
}

function parse(text: string): SemanticVersion {
  const found = VERSION.exec(text);
  if (!found) throw evaluationFailure(`Semver parse error during conversion from string: ${text}`);
  return new SemanticVersion(found.slice(1, 4).map(Number), found[4]?.split('.') ?? []);
}

/** `v1.02` becomes `1.2.0`. */
function normalized(text: string): string {
  const [, numbers = '', rest = ''] = /^v?([\d.]*)(.*)$/.exec(text) ?? [];
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length < 3) parts.push('0');
  return parts.join('.') + rest;
}

function compare(left: SemanticVersion, right: SemanticVersion): number {
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  // What comes before a release is less than the release.
  if (left.release.length === 0 || right.release.length === 0) return Math.sign(right.release.length - left.release.length);
  return compareReleases(left.release, right.release);
}

function compareReleases(left: readonly string[], right: readonly string[]): number {
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return left.length < right.length ? -1 : 0;
}

function comparePart(left: string, right: string): number {
  const [isLeftNumber, isRightNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
  if (isLeftNumber && isRightNumber) return Math.sign(Number(left) - Number(right));
  if (isLeftNumber !== isRightNumber) return isLeftNumber ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
