import type { Event } from 'kubernetes-types/core/v1.d.ts';
import { expect } from 'vitest';
import { deployments, events, pods } from '../../../clusters/kinds.ts';
import type { Stored } from '../../../clusters/objects.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractContext, ContractTopic } from '../contract.ts';
import { deploymentOf } from '../objects.ts';
import { podImage } from '../pod-image.ts';

const patience = { timeoutMs: 30_000 };

export const eventsContract: ContractTopic = {
  name: 'events',
  declare(context) {
    declareWritten(context);
    declareViews(context);
  },
};

function declareWritten(context: ContractContext): void {
  const { it, itWithPods } = context;

  it('are written by the deployment controller when it scales', async () => {
    await context.cluster.create(deployments, deploymentOf('scaled', context.namespace, { replicas: 2, ...unschedulable('scaled') }));
    const event = await eventFor(context, 'scaled', 'ScalingReplicaSet');
    expect(event).toMatchObject({
      type: 'Normal',
      message: expect.stringMatching(/^Scaled up replica set scaled-[a-z0-9]+ from 0 to 2$/),
      involvedObject: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: context.namespace, name: 'scaled' },
      source: { component: 'deployment-controller' },
      reportingComponent: 'deployment-controller',
      count: 1,
    });
    expect(event.involvedObject.uid && event.involvedObject.resourceVersion).toBeTruthy();
    expect(event.firstTimestamp).toBe(event.lastTimestamp);
    expect(event.metadata.name).toMatch(/^scaled\.[0-9a-f]+$/);
  });

  it('are written by the scheduler, with a time of their own, for a pod that fits nowhere', async () => {
    await context.cluster.create(pods, { ...unschedulable('astray').template, metadata: { name: 'astray', namespace: context.namespace } });
    const event = await eventFor(context, 'astray', 'FailedScheduling');
    expect(event).toMatchObject({
      type: 'Warning',
      reportingComponent: 'default-scheduler',
      involvedObject: { apiVersion: 'v1', kind: 'Pod', name: 'astray' },
    });
    expect(event.message).toMatch(
      /^0\/\d+ nodes are available: \d+ node\(s\) didn't match Pod's node affinity\/selector\. no new claims to deallocate, preemption: 0\/\d+ nodes are available: \d+ Preemption is not helpful for scheduling\.$/,
    );
    if (!isOldForm(event)) {
      expect(event).toMatchObject({ action: 'Scheduling', reportingInstance: expect.stringMatching(/^default-scheduler-/) });
      expect(event.eventTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    }
    const pod = await context.cluster.get(pods, { namespace: context.namespace, name: 'astray' });
    const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    expect(condition).toMatchObject({ status: 'False', reason: 'Unschedulable', message: event.message });
  });

  it('say where a pod went', async () => {
    const containers = [{ name: 'main', image: 'example:1' }];
    await context.cluster.create(pods, { metadata: { name: 'placed', namespace: context.namespace }, spec: { containers } });
    const event = await eventFor(context, 'placed', 'Scheduled');
    const { spec } = await context.cluster.get(pods, { namespace: context.namespace, name: 'placed' });
    expect(event).toMatchObject({
      type: 'Normal',
      ...(isOldForm(event) ? {} : { action: 'Binding' }),
      message: `Successfully assigned ${context.namespace}/placed to ${spec?.nodeName}`,
    });
  });

  itWithPods('tell how a pod started, container by container', async () => {
    const containers = [{ name: 'main', image: podImage, command: ['sleep', '30'] }];
    await context.cluster.create(pods, { metadata: { name: 'started', namespace: context.namespace }, spec: { containers } });
    const event = await eventFor(context, 'started', 'Started');
    expect(event).toMatchObject({
      message: 'Container started',
      involvedObject: { fieldPath: 'spec.containers{main}' },
      source: { component: 'kubelet' },
    });
    const reasons = (await eventsAbout(context, 'started')).map(({ reason }) => reason);
    expect(reasons).toEqual(expect.arrayContaining(['Scheduled', 'Pulled', 'Created', 'Started']));
  });
}

/** A scheduler that was there before its API server, as kubeadm's, writes events the way it was done before events.k8s.io. */
function isOldForm({ action }: Event): boolean {
  return !action;
}

function declareViews(context: ContractContext): void {
  const { it, itOverHttp } = context;

  it('can be selected by what they are about', async () => {
    await context.cluster.create(events, eventOf(context, 'first', { reason: 'Tested', type: 'Warning' }));
    await context.cluster.create(events, eventOf(context, 'second', { reason: 'Tested', type: 'Normal' }));
    const names = async (fieldSelector: string) => {
      const { items } = await context.cluster.list(events, { namespace: context.namespace, fieldSelector });
      return items.map(({ metadata }) => metadata.name);
    };
    expect(await names('reason=Tested')).toEqual(['first', 'second']);
    expect(await names('reason=Tested,type=Warning')).toEqual(['first']);
    expect(await names('involvedObject.kind=ConfigMap,involvedObject.name=second')).toEqual(['second']);
  });

  it('are refused in another namespace than that of what they are about', async () => {
    const astray = eventOf(context, 'elsewhere', {});
    const attempt = context.cluster.create(events, { ...astray, involvedObject: { ...astray.involvedObject, namespace: 'default' } });
    await expect(attempt).rejects.toMatchObject({
      code: 422,
      details: { causes: [{ field: 'involvedObject.namespace', message: 'Invalid value: "default": does not match event.namespace' }] },
    });
  });

  itOverHttp('are one set of objects, seen through two groups', async () => {
    await context.cluster.create(events, eventOf(context, 'viewed', { reason: 'Seen', type: 'Normal' }));
    const answer = await context.raw({ path: `/apis/events.k8s.io/v1/namespaces/${context.namespace}/events/viewed` });
    expect(answer.json()).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      reason: 'Seen',
      note: 'about viewed',
      type: 'Normal',
      regarding: { kind: 'ConfigMap', name: 'viewed', namespace: context.namespace },
      deprecatedCount: 3,
      deprecatedSource: { component: 'contract' },
      deprecatedFirstTimestamp: '2026-01-01T00:00:00Z',
      deprecatedLastTimestamp: '2026-01-01T00:01:00Z',
    });
  });
}

function eventOf({ namespace }: ContractContext, name: string, event: Partial<Event>): Event {
  return {
    metadata: { name, namespace },
    involvedObject: { apiVersion: 'v1', kind: 'ConfigMap', name, namespace },
    message: `about ${name}`,
    count: 3,
    source: { component: 'contract' },
    firstTimestamp: '2026-01-01T00:00:00Z',
    lastTimestamp: '2026-01-01T00:01:00Z',
    ...event,
  };
}

function unschedulable(name: string) {
  const spec = { nodeSelector: { nowhere: 'true' }, containers: [{ name: 'main', image: 'example:1' }] };
  return { template: { metadata: { labels: { app: name } }, spec } };
}

async function eventsAbout({ cluster, namespace }: ContractContext, name: string): Promise<Stored<Event>[]> {
  return (await cluster.list(events, { namespace, fieldSelector: `involvedObject.name=${name}` })).items;
}

function eventFor(context: ContractContext, name: string, reason: string): Promise<Stored<Event>> {
  return eventually(async () => (await eventsAbout(context, name)).find((event) => event.reason === reason), patience);
}
