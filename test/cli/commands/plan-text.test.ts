import { describe, expect, it } from 'vitest';
import { changesAnything, mustBePossible, planText } from '../../../cli/commands/install/plan-text.ts';
import type { InstallPlanView, PlanItemView } from '../../../engine/contract/views/installation.ts';

function item(kind: string, name: string, more: Partial<PlanItemView> = {}, namespace: string | null = null): PlanItemView {
  return { ref: { apiVersion: 'v1', kind, namespace, name }, action: 'create', why: 'It is not there.', changes: [], ...more };
}

function plan(more: Partial<InstallPlanView> = {}): InstallPlanView {
  return { cluster: 'dev', version: '0.1.0', from: null, items: [], problems: [], imagesToBuild: [], images: [], ...more };
}

describe('a plan', () => {
  it('has a line for each image that is built, with its tag, and one for what happens alike to objects of one kind', () => {
    const items = [
      item('Namespace', 'slipway-system'),
      item('Deployment', 'slipway-operator', {}, 'slipway-system'),
      item('Service', 'slipway-gateway', {}, 'slipway-system'),
      item('Deployment', 'slipway-gateway', {}, 'slipway-system'),
      item('ClusterRole', 'slipway-gateway', { action: 'keep', why: '' }),
    ];
    expect(planText(plan({ items, imagesToBuild: ['slipway/operator:0.1.0'] }))).toBe(
      [
        'Slipway 0.1.0 would be installed into dev:',
        '  build   image slipway/operator:0.1.0, and load it into the cluster',
        '  create  Namespace slipway-system',
        '  create  Deployment slipway-operator, slipway-gateway in slipway-system',
        '  create  Service slipway-gateway in slipway-system',
        '  1 as they should be',
      ].join('\n'),
    );
  });

  it('says what changes, from what to what, and why something is left or refused', () => {
    const changes = [{ path: 'spec.replicas', from: null, to: '2' }];
    const items = [
      item('Deployment', 'slipway-operator', { action: 'change', why: '1 field differs.', changes }, 'slipway-system'),
      item('CustomResourceDefinition', 'aimrecipes.aim.engine.amd.com', { action: 'leave', why: 'AIM Engine manages it.' }),
      item('CustomResourceDefinition', 'aimcaches.aim.engine.amd.com', { action: 'refuse', why: 'It lacks a version.' }),
    ];
    expect(planText(plan({ items, from: '0.0.9' })).split('\n')).toEqual([
      'Slipway in dev would go from 0.0.9 to 0.1.0:',
      '  change  Deployment slipway-operator in slipway-system: 1 field differs.',
      '          spec.replicas: (nothing) -> 2',
      '  leave   CustomResourceDefinition aimrecipes.aim.engine.amd.com: AIM Engine manages it.',
      '  refuse  CustomResourceDefinition aimcaches.aim.engine.amd.com: It lacks a version.',
    ]);
  });

  it('is headed by what becomes of the version', () => {
    expect(planText(plan({ from: '0.1.0' }))).toBe('Slipway 0.1.0 is in dev:');
    expect(planText(plan({ version: null, from: '0.1.0' }))).toBe('Slipway 0.1.0 would be removed from dev:');
  });

  it('changes something when an image is built or an object is made, changed or removed', () => {
    expect(changesAnything(plan({ items: [item('Namespace', 'a', { action: 'keep' }), item('Pod', 'b', { action: 'leave' })] }))).toBe(
      false,
    );
    for (const action of ['create', 'change', 'remove'] as const)
      expect(changesAnything(plan({ items: [item('Pod', 'a', { action })] }))).toBe(true);
    expect(changesAnything(plan({ imagesToBuild: ['slipway/operator:0.1.0'] }))).toBe(true);
  });

  it('that cannot be carried out is refused with each reason, and nothing is changed', () => {
    const problem = { field: 'namespace', message: 'You may not create namespaces.', fix: 'Ask an administrator.' };
    const items = [item('CustomResourceDefinition', 'aimcaches.aim.engine.amd.com', { action: 'refuse', why: 'It lacks a version.' })];
    expect(() => mustBePossible(plan({ problems: [problem], items }))).toThrow(
      expect.objectContaining({
        code: 'refused',
        message: 'Slipway cannot be installed into dev like this.',
        problems: [problem, { field: 'CustomResourceDefinition/aimcaches.aim.engine.amd.com', message: 'It lacks a version.' }],
        fix: 'Nothing was changed. Mend what is listed, and try again.',
      }),
    );
    expect(() => mustBePossible(plan())).not.toThrow();
  });
});
