import { expect, it } from 'vitest';
import { nearestName, nearestNames } from '../../clusters/nearest-names.ts';

it.each([
  ['prod-eo', ['dev', 'prod-us', 'prod-eu'], 'prod-eu'],
  ['GATEWAY', ['operator', 'gateway'], 'gateway'],
  ['prod', ['my-company-prod-cluster', 'xyz'], 'my-company-prod-cluster'],
  ['completely-else', ['prod', 'dev'], undefined],
  ['x', [], undefined],
])('"%s" among %j was meant as %s', (wanted, names, meant) => {
  expect(nearestName(wanted, names)).toBe(meant);
});

it('names come in the order of their likeness', () => {
  expect(nearestNames('staging', ['prod', 'staging-2', 'staging', 'stagin'])).toEqual(['staging', 'stagin', 'staging-2', 'prod']);
});
