import { describe, expect, it } from 'vitest';
import type { PlanItemView } from '../../../engine/contract/views/installation.ts';
import { groupPlan, whyNotCarryOut } from '../../../renderer/features/install/group-plan.ts';
import { installCommand } from '../../../renderer/features/install/install-command.ts';
import { draftOf, firstChoice } from '../../../renderer/features/install/install-options.ts';

const item = (action: PlanItemView['action'], name: string): PlanItemView => ({
  ref: { apiVersion: 'v1', kind: 'Service', namespace: null, name },
  action,
  why: 'Somebody else owns it.',
  changes: [],
});
const plan = (...items: PlanItemView[]) => ({
  cluster: 'dev',
  version: '1',
  from: null,
  items,
  problems: [],
  imagesToBuild: [],
  images: [],
});
const planned = (...items: PlanItemView[]) => ({ data: plan(...items), planning: false, error: undefined });

it('a plan is grouped by what happens, with what stands in the way first', () => {
  const groups = groupPlan(plan(item('keep', 'a'), item('create', 'b'), item('refuse', 'c'), item('create', 'd')));
  expect(groups.map(({ title }) => title)).toEqual(['1 refused', '2 to create', '1 kept']);
});

describe('why a plan cannot be carried out', () => {
  it.each([
    [planned(item('create', 'a')), 'install', null],
    [planned(item('create', 'a'), item('refuse', 'b')), 'install', 'Service b: Somebody else owns it.'],
    [planned(item('keep', 'a')), 'install', 'Everything is as it should be: there is nothing to change.'],
    [planned(item('leave', 'a')), 'remove', 'There is nothing to remove.'],
    [{ data: undefined, planning: true, error: undefined }, 'install', 'It is being planned.'],
    [{ data: undefined, planning: false, error: { message: 'No rights.' } }, 'install', 'It could not be planned: No rights.'],
    [
      { ...planned(item('create', 'a')), data: { ...plan(), problems: [{ field: 'registry', message: 'Name one.' }] } },
      'install',
      'Name one.',
    ],
  ] as [Parameters<typeof whyNotCarryOut>[0], 'install' | 'remove', string | null][])('is a sentence', (state, verb, sentence) => {
    expect(whyNotCarryOut(state, verb)).toBe(sentence);
  });
});

describe('the options of an installation', () => {
  it('say only what was chosen, so that the cluster’s defaults hold', () => {
    expect(draftOf(firstChoice('kind'))).toEqual({});
    expect(draftOf({ ...firstChoice('kind'), onlyNamespace: 'serving', webhooks: false })).toEqual({ onlyNamespace: 'serving' });
    expect(draftOf({ ...firstChoice('kind'), operator: 'local', certificates: 'cert-manager' })).toEqual({ operator: 'local' });
    expect(installCommand('dev', {})).toBe('slipway install --cluster dev');
  });

  it('are the same on a command line', () => {
    const choice = { ...firstChoice('remote'), registry: 'r.example.com/s', gatewayReplicas: 3, webhooks: false, prometheus: false };
    expect(installCommand('prod eu', draftOf(choice), true)).toBe(
      "slipway upgrade --cluster 'prod eu' --registry r.example.com/s --gateway-replicas 3 --no-webhooks --no-prometheus",
    );
  });

  it('name single images only where they are named', () => {
    const choice = {
      ...firstChoice('remote'),
      source: 'named' as const,
      registry: 'ignored',
      operatorImage: 'o@sha256:1',
      pullSecrets: 'a, b',
    };
    expect(draftOf(choice)).toEqual({ images: { operator: 'o@sha256:1' }, imagePullSecrets: ['a', 'b'] });
    expect(installCommand('dev', draftOf(choice))).toBe('slipway install --cluster dev --image operator=o@sha256:1 --pull-secret a,b');
  });
});
