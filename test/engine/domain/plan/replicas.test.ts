import { expect, test } from 'vitest';
import { decideReplicas } from '../../../../engine/domain/plan/replicas.ts';

test.each([
  ['a number that Slipway set follows the minimum up', { minimum: 3 }, { current: 1, lastSet: 1 }, 3],
  ['and down', { minimum: 1 }, { current: 3, lastSet: 3 }, 1],
  ['a number that somebody else set between the bounds stays', { minimum: 1, maximum: 5 }, { current: 4, lastSet: 1 }, undefined],
  ['below the minimum it is raised', { minimum: 2, maximum: 5 }, { current: 1, lastSet: 4 }, 2],
  ['above the maximum it is lowered', { minimum: 2, maximum: 5 }, { current: 9, lastSet: 2 }, 5],
  ['without a maximum nothing is too many', { minimum: 1 }, { current: 9, lastSet: 1 }, undefined],
  ['nothing is set twice', { minimum: 2 }, { current: 2, lastSet: 2 }, undefined],
])('%s', (_, scaling, now, wanted) => {
  expect(decideReplicas(scaling, now)).toBe(wanted);
});
