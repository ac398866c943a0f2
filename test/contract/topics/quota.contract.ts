import type { Pod, ResourceQuotaSpec } from 'kubernetes-types/core/v1.d.ts';
import { expect } from 'vitest';
import {
  configMaps,
  deployments,
  events,
  limitRanges,
  namespaces,
  persistentVolumeClaims,
  pods,
  replicaSets,
  resourceQuotas,
  services,
} from '../../../clusters/kinds.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractContext, ContractTopic } from '../contract.ts';
import { configMapOf, deploymentOf } from '../objects.ts';

export const quotaContract: ContractTopic = {
  name: 'quota',
  declare(context) {
    declareCounting(context);
    declareRefusals(context);
    declareLimitRanges(context);
  },
};

function declareCounting(context: ContractContext): void {
  const { it } = context;

  it('says what is limited and what is used, and counts anew when something goes', async () => {
    const namespace = await namespaceWithQuota(context, 'counted', {
      hard: { pods: '3', 'requests.cpu': '2', 'limits.memory': '1Gi', 'requests.nvidia.com/gpu': '4', 'count/configmaps': '5' },
    });
    const used = async () => (await context.cluster.get(resourceQuotas, { namespace, name: 'quota' })).status?.used;
    const configured = Number((await used())?.['count/configmaps']);
    await context.cluster.create(pods, podOf(namespace, 'one', { cpu: '500m', memory: '256Mi', 'nvidia.com/gpu': '2' }));
    await context.cluster.create(pods, podOf(namespace, 'two', { cpu: '0.25', memory: '256Mi' }));
    await context.cluster.create(configMaps, configMapOf(namespace, 'counted'));
    await usedIs(context, namespace, {
      pods: '2',
      'requests.cpu': '750m',
      'limits.memory': '512Mi',
      'requests.nvidia.com/gpu': '2',
      'count/configmaps': String(configured + 1),
    });
    await context.cluster.delete(pods, { namespace, name: 'one' }, { gracePeriodSeconds: 0 });
    await usedIs(context, namespace, { pods: '1', 'requests.cpu': '250m', 'requests.nvidia.com/gpu': '0' });
    await context.cluster.delete(namespaces, { name: namespace });
  });

  it('counts services, their node ports, claims and their storage', async () => {
    const namespace = await namespaceWithQuota(context, 'others', {
      hard: {
        services: '5',
        'services.nodeports': '2',
        persistentvolumeclaims: '2',
        'requests.storage': '10Gi',
        'count/deployments.apps': '1',
      },
    });
    const ports = [{ port: 80 }];
    await context.cluster.create(services, { metadata: { name: 'inside', namespace }, spec: { ports } });
    await context.cluster.create(services, { metadata: { name: 'outside', namespace }, spec: { type: 'NodePort', ports } });
    await context.cluster.create(persistentVolumeClaims, claimOf(namespace, 'claim', '4Gi'));
    await context.cluster.create(deployments, deploymentOf('counted', namespace, { replicas: 0 }));
    await usedIs(context, namespace, {
      services: '2',
      'services.nodeports': '1',
      persistentvolumeclaims: '1',
      'requests.storage': '4Gi',
      'count/deployments.apps': '1',
    });
    await expect(context.cluster.create(persistentVolumeClaims, claimOf(namespace, 'large', '7Gi'))).rejects.toMatchObject({
      code: 403,
      message:
        'persistentvolumeclaims "large" is forbidden: exceeded quota: quota, requested: requests.storage=7Gi, used: requests.storage=4Gi, limited: requests.storage=10Gi',
    });
    await expect(context.cluster.create(deployments, deploymentOf('another', namespace, { replicas: 0 }))).rejects.toMatchObject({
      code: 403,
      message:
        'deployments.apps "another" is forbidden: exceeded quota: quota, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1',
    });
    await context.cluster.delete(namespaces, { name: namespace });
  });
}

function declareRefusals(context: ContractContext): void {
  const { it } = context;

  it('refuses what it has no room for, also when that is only a GPU', async () => {
    const namespace = await namespaceWithQuota(context, 'full', { hard: { pods: '2', 'requests.amd.com/gpu': '1' } });
    await context.cluster.create(pods, podOf(namespace, 'first', { 'amd.com/gpu': '1' }));
    await usedIs(context, namespace, { pods: '1', 'requests.amd.com/gpu': '1' });
    await expect(context.cluster.create(pods, podOf(namespace, 'second', { 'amd.com/gpu': '1' }))).rejects.toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message:
        'pods "second" is forbidden: exceeded quota: quota, requested: requests.amd.com/gpu=1, used: requests.amd.com/gpu=1, limited: requests.amd.com/gpu=1',
      details: { name: 'second', kind: 'pods' },
    });
    await context.cluster.create(pods, podOf(namespace, 'third'));
    await usedIs(context, namespace, { pods: '2' });
    await expect(context.cluster.create(pods, podOf(namespace, 'fourth'), { dryRun: true })).rejects.toMatchObject({
      message: 'pods "fourth" is forbidden: exceeded quota: quota, requested: pods=1, used: pods=2, limited: pods=2',
    });
    await context.cluster.delete(namespaces, { name: namespace });
  });

  it('asks every container for what it limits', async () => {
    const namespace = await namespaceWithQuota(context, 'asking', { hard: { 'requests.cpu': '1', 'limits.memory': '1Gi' } });
    await expect(context.cluster.create(pods, podOf(namespace, 'silent'))).rejects.toMatchObject({
      code: 403,
      message: 'pods "silent" is forbidden: failed quota: quota: must specify limits.memory for: main; requests.cpu for: main',
    });
    await context.cluster.delete(namespaces, { name: namespace });
  });

  it('is about those pods alone that its scopes match', async () => {
    const namespace = await namespaceWithQuota(context, 'scoped', { hard: { pods: '1' }, scopes: ['BestEffort'] });
    await context.cluster.create(pods, podOf(namespace, 'effort'));
    await context.cluster.create(pods, podOf(namespace, 'more', { cpu: '100m' }));
    await usedIs(context, namespace, { pods: '1' });
    await expect(context.cluster.create(pods, podOf(namespace, 'second-effort'))).rejects.toMatchObject({ code: 403 });
    await context.cluster.delete(namespaces, { name: namespace });
  });

  it('lets a replica set say why its pods are missing', async () => {
    const namespace = await namespaceWithQuota(context, 'starved', { hard: { pods: '0' } });
    await context.cluster.create(deployments, deploymentOf('web', namespace));
    const condition = await eventually(
      async () => {
        const { items } = await context.cluster.list(replicaSets, { namespace });
        return items[0]?.status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
      },
      { timeoutMs: 20_000 },
    );
    expect(condition).toMatchObject({
      status: 'True',
      reason: 'FailedCreate',
      message: expect.stringContaining('exceeded quota: quota, '),
    });
    const event = await eventually(async () => {
      const { items } = await context.cluster.list(events, { namespace });
      return items.find(({ reason, involvedObject }) => reason === 'FailedCreate' && involvedObject.kind === 'ReplicaSet');
    });
    expect(event).toMatchObject({
      type: 'Warning',
      message: expect.stringMatching(/^Error creating: pods "web-.*" is forbidden: exceeded quota/),
    });
    await context.cluster.patch(resourceQuotas, { namespace, name: 'quota' }, { type: 'merge', body: { spec: { hard: { pods: '1' } } } });
    await eventually(async () => (await context.cluster.list(pods, { namespace })).items.length === 1, { timeoutMs: 50_000 });
    await context.cluster.delete(namespaces, { name: namespace });
  });

  it('is refused itself when it limits what cannot be counted', async () => {
    const create = (spec: ResourceQuotaSpec) =>
      context.cluster.create(resourceQuotas, { metadata: { name: 'wrong', namespace: context.namespace }, spec });
    await expect(create({ hard: { bananas: '1' } })).rejects.toMatchObject({
      code: 422,
      details: { causes: expect.arrayContaining([expect.objectContaining({ field: 'spec.hard[bananas]' })]) },
    });
    await expect(create({ hard: { pods: '-1' } })).rejects.toMatchObject({
      code: 422,
      details: { causes: [{ field: 'spec.hard[pods]', message: 'Invalid value: "-1": must be greater than or equal to 0' }] },
    });
  });
}

function declareLimitRanges(context: ContractContext): void {
  const { it } = context;

  it('gives containers the defaults of a limit range, and refuses what is beyond it', async () => {
    const namespace = `${context.namespace}-ranged`;
    await context.cluster.create(namespaces, { metadata: { name: namespace } });
    const limits = [
      {
        type: 'Container',
        max: { cpu: '2' },
        min: { cpu: '100m' },
        default: { cpu: '500m', memory: '256Mi' },
        defaultRequest: { cpu: '200m' },
      },
    ];
    await context.cluster.create(limitRanges, { metadata: { name: 'range', namespace }, spec: { limits } });
    const pod = await eventually(async () => {
      const tried = await context.cluster.create(pods, podOf(namespace, 'plain'), { dryRun: true });
      return tried.spec?.containers[0]?.resources?.limits?.['cpu'] !== undefined && tried;
    });
    expect(pod.spec?.containers[0]?.resources).toEqual({
      limits: { cpu: '500m', memory: '256Mi' },
      requests: { cpu: '200m', memory: '256Mi' },
    });
    expect(pod.metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu, memory request for container main; cpu, memory limit for container main',
    });
    await expect(context.cluster.create(pods, podOf(namespace, 'large', { cpu: '3' }))).rejects.toMatchObject({
      code: 403,
      message: 'pods "large" is forbidden: maximum cpu usage per Container is 2, but limit is 3',
    });
    await expect(context.cluster.create(pods, podOf(namespace, 'small', { cpu: '50m' }))).rejects.toMatchObject({
      code: 403,
      message: 'pods "small" is forbidden: minimum cpu usage per Container is 100m, but request is 50m',
    });
    await context.cluster.delete(namespaces, { name: namespace });
  });
}

async function namespaceWithQuota({ cluster, namespace }: ContractContext, name: string, spec: ResourceQuotaSpec): Promise<string> {
  const own = `${namespace}-${name}`;
  await cluster.create(namespaces, { metadata: { name: own } });
  await eventually(() => cluster.get(configMaps, { namespace: own, name: 'kube-root-ca.crt' }));
  await cluster.create(resourceQuotas, { metadata: { name: 'quota', namespace: own }, spec });
  await eventually(async () => {
    const { status } = await cluster.get(resourceQuotas, { namespace: own, name: 'quota' });
    expect(status?.hard).toEqual(spec.hard);
    return status?.used;
  });
  return own;
}

async function usedIs({ cluster }: ContractContext, namespace: string, expected: Record<string, string>): Promise<void> {
  await eventually(
    async () => {
      const { status } = await cluster.get(resourceQuotas, { namespace, name: 'quota' });
      expect(status?.used).toMatchObject(expected);
      return true;
    },
    { timeoutMs: 20_000 },
  );
}

function podOf(namespace: string, name: string, limits?: Record<string, string>): Pod {
  const resources = limits && { limits, requests: limits };
  return {
    metadata: { name, namespace },
    // No node carries the label: the pods wait, whatever runs here.
    spec: { nodeSelector: { nowhere: 'true' }, containers: [{ name: 'main', image: 'example:1', ...(resources && { resources }) }] },
  };
}

function claimOf(namespace: string, name: string, storage: string) {
  return {
    metadata: { name, namespace },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'none-of-that-name', resources: { requests: { storage } } },
  };
}
