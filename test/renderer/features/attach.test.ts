import { expect, it } from 'vitest';
import type { ContextView } from '../../../engine/contract/views/cluster.ts';
import { draftOf, firstChoice } from '../../../renderer/features/attach/attach-choice.ts';
import { filterContexts } from '../../../renderer/features/attach/filter-contexts.ts';
import { whyNotAttach } from '../../../renderer/features/attach/why-not-attach.ts';

const context: ContextView = {
  name: 'prod',
  current: false,
  cluster: 'prod',
  server: 'https://prod.example.com',
  user: 'ada',
  namespace: 'default',
  program: 'aws eks get-token',
  attachedAs: null,
};

it('a program is allowed only after it was shown and consented to, and only that one', () => {
  const choice = { ...firstChoice, context: 'prod', name: 'prod' };
  expect(whyNotAttach(choice, undefined)).toBe('Choose a context first.');
  expect(whyNotAttach(choice, context)).toBe('Its credentials come from a program. Allow it to run first.');
  expect(draftOf(choice, context)).not.toHaveProperty('allowProgram');
  expect(whyNotAttach({ ...choice, consent: true }, context)).toBeNull();
  expect(draftOf({ ...choice, consent: true }, context)).toMatchObject({ allowProgram: 'aws eks get-token' });
  expect(draftOf({ ...choice, consent: true }, { ...context, program: null })).not.toHaveProperty('allowProgram');
});

it('a context that is attached needs another name', () => {
  const attached = { ...context, program: null, attachedAs: 'prod' };
  expect(whyNotAttach({ consent: false, name: '' }, attached)).toContain('is attached as prod');
  expect(whyNotAttach({ consent: false, name: 'prod-2' }, attached)).toBeNull();
});

it('contexts are found by all words, the current one first', () => {
  const current = { ...context, name: 'lab', server: null, current: true };
  expect(filterContexts([context, current], '').map(({ name }) => name)).toEqual(['lab', 'prod']);
  expect(filterContexts([context, current], 'ADA example').map(({ name }) => name)).toEqual(['prod']);
});
