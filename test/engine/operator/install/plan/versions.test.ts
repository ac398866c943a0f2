import { expect, it } from 'vitest';
import { compareVersions } from '../../../../../engine/operator/install/plan/versions.ts';

/** The order of https://semver.org/#spec-item-11, and more. */
const ordered = [
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.2.0',
  '1.10.0',
  '2.0.0',
];

it.each(ordered.slice(1).map((version, index) => [ordered[index] ?? '', version]))('%s is older than %s', (older, newer) => {
  expect(compareVersions(older, newer)).toBeLessThan(0);
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
  expect(compareVersions(newer, newer)).toBe(0);
});

it('of what is no version nothing is known', () => {
  expect(compareVersions('main', '1.0.0')).toBe(0);
  expect(compareVersions('1.0.0+build.7', 'v1.0.0')).toBe(0);
});
