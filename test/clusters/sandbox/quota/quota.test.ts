import type { Service } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { quotaStatus } from '../../../../clusters/sandbox/controllers/quota/decide-quota-status.ts';
import { exceeded, unspecified } from '../../../../clusters/sandbox/quota/check-quota.ts';
import { countedKind, objectAmounts } from '../../../../clusters/sandbox/quota/object-amounts.ts';
import { podAmounts } from '../../../../clusters/sandbox/quota/pod-amounts.ts';
import { readAmounts, writeAmounts } from '../../../../clusters/sandbox/quota/resource-amounts.ts';
import { matchesScopes } from '../../../../clusters/sandbox/quota/scopes.ts';
import { aPod } from '../builders.ts';

const now = Date.UTC(2026, 0, 1);
const container = (name: string, requests: Record<string, string>, limits: Record<string, string> = {}) => ({
  name,
  image: 'image',
  resources: { requests, limits },
});

describe('what a pod takes of a quota', () => {
  it('is the sum of its containers, or its largest init container', () => {
    const containers = [container('one', { cpu: '500m', memory: '1Gi' }), container('two', { cpu: '250m' }, { cpu: '1' })];
    const initContainers = [container('first', { cpu: '2' })];
    expect(writeAmounts(podAmounts(aPod({ spec: { containers, initContainers } }), now))).toEqual({
      'count/pods': '1',
      pods: '1',
      cpu: '2',
      'requests.cpu': '2',
      memory: '1Gi',
      'requests.memory': '1Gi',
      'limits.cpu': '1',
    });
  });

  it('counts GPUs by what is requested', () => {
    expect(writeAmounts(podAmounts(aPod({ requests: { 'amd.com/gpu': '2' } }), now))).toMatchObject({ 'requests.amd.com/gpu': '2' });
  });

  it('is only an object once it is over', () => {
    expect(writeAmounts(podAmounts(aPod({ requests: { cpu: '1' }, status: { phase: 'Succeeded' } }), now))).toEqual({ 'count/pods': '1' });
  });
});

describe('a quota', () => {
  it('says what is too much, and nothing of what is not', () => {
    const facts = {
      name: 'small',
      hard: readAmounts({ pods: '2', 'requests.cpu': '1' }),
      used: readAmounts({ pods: '1', 'requests.cpu': '800m' }),
    };
    expect(exceeded({ ...facts, requested: readAmounts({ pods: '1', 'requests.cpu': '300m' }) })).toBe(
      'exceeded quota: small, requested: requests.cpu=300m, used: requests.cpu=800m, limited: requests.cpu=1',
    );
    expect(exceeded({ ...facts, requested: readAmounts({ pods: '1', 'requests.cpu': '200m' }) })).toBeUndefined();
  });

  it('asks each container for what it limits', () => {
    const pod = aPod({ spec: { containers: [container('b', {}), container('a', { cpu: '1' })] } });
    expect(unspecified('strict', pod, readAmounts({ 'limits.memory': '1', 'requests.cpu': '1', pods: '1' }))).toBe(
      'failed quota: strict: must specify limits.memory for: a,b; requests.cpu for: b',
    );
  });

  it.each([
    [['BestEffort'], {}, true],
    [['BestEffort'], { cpu: '1' }, false],
    [['NotBestEffort'], { memory: '1' }, true],
    [['NotTerminating'], {}, true],
    [['Terminating'], {}, false],
    [['PriorityClass'], {}, false],
  ] as [string[], Record<string, string>, boolean][])('of scopes %j is about a pod that requests %j: %j', (scopes, requests, expected) => {
    expect(matchesScopes({ scopes }, aPod({ requests }))).toBe(expected);
  });

  it.each([
    ['pods', 'pods', ''],
    ['requests.nvidia.com/gpu', 'pods', ''],
    ['services.nodeports', 'services', ''],
    ['requests.storage', 'persistentvolumeclaims', ''],
    ['gold.storageclass.storage.k8s.io/requests.storage', 'persistentvolumeclaims', ''],
    ['count/deployments.apps', 'deployments', 'apps'],
    ['count/configmaps', 'configmaps', ''],
    ['secrets', 'secrets', ''],
  ])('counts %s on %s', (resource, plural, group) => {
    expect(countedKind(resource)).toEqual({ plural, group });
  });

  it('counts node ports of services that have them', () => {
    const service: Service = { spec: { type: 'NodePort', ports: [{ port: 80 }, { port: 81 }] } };
    expect(writeAmounts(objectAmounts({ group: '', plural: 'services' }, service, now))).toEqual({
      'count/services': '1',
      services: '1',
      'services.loadbalancers': '0',
      'services.nodeports': '2',
    });
  });

  it('tells what is used, from the objects that there are', () => {
    const quota = { spec: { hard: { pods: '5', 'requests.cpu': '4', 'count/configmaps': '9' } } };
    const objects: Record<string, object[]> = {
      pods: [aPod({ requests: { cpu: '300m' } }), aPod({ requests: { cpu: '0.7' } })],
      configmaps: [{}],
    };
    expect(quotaStatus(quota, ({ plural }) => objects[plural] ?? [], now)).toEqual({
      hard: quota.spec.hard,
      used: { pods: '2', 'requests.cpu': '1', 'count/configmaps': '1' },
    });
  });
});
