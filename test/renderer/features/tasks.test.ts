import { expect, it } from 'vitest';
import { flowKinds } from '../../../engine/contract/views/flow.ts';
import { flowMark, interruptedSentence, presentFlowStep, resumeLabel } from '../../../renderer/features/shared/flow-mark.ts';
import { nextOf } from '../../../renderer/features/tasks/next-of.ts';

const step = { id: 'plan', label: 'Plan', startedAt: null, endedAt: null, message: null };

it('an interrupted task is said as a sentence, with the cluster where it has one', () => {
  expect(interruptedSentence({ kind: 'cluster.create', cluster: 'dev', title: '' })).toBe('Creation of dev was interrupted');
  expect(interruptedSentence({ kind: 'install', cluster: 'dev', title: '' })).toBe('Installation in dev was interrupted');
  expect(interruptedSentence({ kind: 'uninstall', cluster: 'dev', title: '' })).toBe('Removal from dev was interrupted');
  expect(interruptedSentence({ kind: 'tool.download', cluster: null, title: 'Download kind' })).toBe('Download kind was interrupted');
});

it('the button that goes on with a task names what it goes on with', () => {
  expect(resumeLabel({ kind: 'cluster.create', state: 'interrupted' })).toBe('Resume creation');
  expect(resumeLabel({ kind: 'install', state: 'failed' })).toBe('Try installation again');
});

it('a task is at its failed step, else at the one that runs', () => {
  const running = { ...step, id: 'a', state: 'running' as const };
  const failed = { ...step, id: 'b', state: 'failed' as const };
  expect(presentFlowStep({ steps: [running, failed] })).toBe(failed);
  expect(presentFlowStep({ steps: [running] })).toBe(running);
  expect(presentFlowStep({ steps: [] })).toBeUndefined();
  expect(flowMark({ state: 'interrupted' })).toEqual({ state: 'degraded', word: 'Interrupted' });
});

it('a task leads on only when it is done and something is left to lead to', () => {
  expect(nextOf({ kind: 'cluster.create', state: 'done', cluster: 'dev' })).toEqual({
    to: '/clusters/dev/install',
    label: 'Install Slipway',
  });
  expect(nextOf({ kind: 'install', state: 'done', cluster: 'dev' })?.to).toBe('/c/dev/endpoints');
  expect(nextOf({ kind: 'cluster.delete', state: 'done', cluster: 'dev' })).toBeUndefined();
  for (const kind of flowKinds) expect(nextOf({ kind, state: 'failed', cluster: 'dev' })).toBeUndefined();
});
