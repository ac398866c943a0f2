import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeploymentFacts,
  type DeploymentStepId,
  deploymentStepIds,
  type StepFact,
} from '../../../engine/machines/deployment-facts.ts';
import { deploymentSteps } from '../../../engine/machines/deployment-steps.ts';

const pending: StepFact = { state: 'pending', at: null, message: null };

function facts(known: Partial<Record<DeploymentStepId, StepFact>>): DeploymentFacts {
  const steps = Object.fromEntries(deploymentStepIds.map((id) => [id, known[id] ?? pending])) as DeploymentFacts['steps'];
  return { createdAt: 1_000, steps };
}

function done(at: number): StepFact {
  return { state: 'done', at, message: null };
}

const states = (value: DeploymentFacts) => deploymentSteps(value).map((step) => step.state);

describe('deployment steps', () => {
  it('begin with the first step running and the others waiting', () => {
    expect(states(facts({}))).toEqual(['running', ...Array(6).fill('waiting')]);
  });

  it('stand at the first step that is not done, and say why it waits', () => {
    const steps = deploymentSteps(
      facts({
        accepted: done(1_100),
        recipe: done(1_200),
        scheduled: { state: 'pending', at: null, message: '0/3 nodes are available: 3 Insufficient amd.com/gpu.' },
      }),
    );
    expect(steps.map((step) => step.state)).toEqual(['done', 'done', 'running', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect(steps[2]).toMatchObject({ message: '0/3 nodes are available: 3 Insufficient amd.com/gpu.', startedAt: 1_200, endedAt: null });
  });

  it('stop at a failure with its reason and time', () => {
    const steps = deploymentSteps(
      facts({ accepted: done(1_100), recipe: { state: 'failed', at: 1_300, message: '28 heads cannot be split in 8.' } }),
    );
    expect(steps[1]).toMatchObject({ state: 'failed', message: '28 heads cannot be split in 8.', startedAt: 1_100, endedAt: 1_300 });
    expect(steps.slice(2).every((step) => step.state === 'waiting')).toBe(true);
  });

  it('are all done when the endpoint is ready, each with its time', () => {
    const all = Object.fromEntries(deploymentStepIds.map((id, index) => [id, done(2_000 + index)]));
    const steps = deploymentSteps(facts(all));
    expect(steps.every((step) => step.state === 'done')).toBe(true);
    expect(steps.map((step) => step.endedAt)).toEqual([2_000, 2_001, 2_002, 2_003, 2_004, 2_005, 2_006]);
  });

  it.each([
    ['at once', null, 3_000],
    ['again much later', 75_000, 75_000],
    ['at a time that lies before the step before ended', 2_500, 3_000],
  ])('count the start of a container that was started %s from there', (_when, from, startedAt) => {
    const steps = deploymentSteps(
      facts({ accepted: done(1_000), recipe: done(2_000), scheduled: done(3_000), started: { ...done(76_000), from } }),
    );
    expect(steps[3]).toMatchObject({ state: 'done', startedAt, endedAt: 76_000 });
    expect(steps[4]).toMatchObject({ state: 'running', startedAt: 76_000 });
  });

  it('go back when a later observation loses a step', () => {
    const before = facts({ accepted: done(1), recipe: done(2), scheduled: done(3), started: done(4), loaded: done(5) });
    const after = facts({ accepted: done(1), recipe: done(2), scheduled: done(3) });
    expect(states(before)[5]).toBe('running');
    expect(states(after)[3]).toBe('running');
  });

  it('always have at most one step under way, after only done and before only waiting ones', () => {
    const fact = fc.record({
      state: fc.constantFrom<StepFact['state'][]>('pending', 'done', 'failed'),
      at: fc.option(fc.nat(10_000)),
      message: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.tuple(fact, fact, fact, fact, fact, fact, fact), (drawn) => {
        const known = Object.fromEntries(deploymentStepIds.map((id, index) => [id, drawn[index]])) as DeploymentFacts['steps'];
        const seen = states({ createdAt: 0, steps: known });
        const front = seen.findIndex((state) => state !== 'done');
        if (front === -1) return;
        expect(['running', 'failed']).toContain(seen[front]);
        expect(seen.slice(front + 1).every((state) => state === 'waiting')).toBe(true);
      }),
    );
  });
});
