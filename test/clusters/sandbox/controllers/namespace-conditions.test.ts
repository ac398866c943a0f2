import { expect, it } from 'vitest';
import { endingConditions } from '../../../../clusters/sandbox/controllers/namespace/namespace-conditions.ts';

const now = '2026-01-01T00:00:00Z';
const held = (...finalizers: string[]) => ({ metadata: { finalizers } });

it('says of a namespace that ends what is left, and what holds it', () => {
  const remaining = [
    { plural: 'pods', group: '', objects: [held('a/b'), held('a/b', 'c/d')] },
    { plural: 'widgets', group: 'example.com', objects: [held()] },
  ];
  const conditions = endingConditions([], { remaining, failures: ['no'], now });
  expect(conditions.filter(({ status }) => status === 'True').map(({ type, message }) => [type, message])).toEqual([
    ['NamespaceDeletionContentFailure', 'Failed to delete all resource types, 1 remaining: no'],
    [
      'NamespaceContentRemaining',
      'Some resources are remaining: pods. has 2 resource instances, widgets.example.com has 1 resource instances',
    ],
    [
      'NamespaceFinalizersRemaining',
      'Some content in the namespace has finalizers remaining: a/b in 2 resource instances, c/d in 1 resource instances',
    ],
  ]);
});

it('keeps the time of a condition that did not turn', () => {
  const before = endingConditions([], { remaining: [], failures: [], now });
  const later = endingConditions(before, { remaining: [{ plural: 'pods', group: '', objects: [held()] }], failures: [], now: 'later' });
  expect(later.map(({ type, lastTransitionTime }) => [type, lastTransitionTime])).toContainEqual(['NamespaceContentRemaining', 'later']);
  expect(later.filter(({ lastTransitionTime }) => lastTransitionTime === now)).toHaveLength(4);
});
