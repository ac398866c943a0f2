import type { Event, Pod } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../clusters/objects.ts';
import type { ConditionView } from '../../../../engine/contract/views/state.ts';
import { deploymentSteps } from '../../../../engine/machines/deployment-steps.ts';
import { endpointState } from '../../../../engine/services/endpoints/endpoint-state.ts';
import { byLatest, eventView } from '../../../../engine/services/endpoints/event-view.ts';
import { observeDeployment } from '../../../../engine/services/endpoints/observe-deployment.ts';
import { podView } from '../../../../engine/services/endpoints/pod-view.ts';

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;

function pod(status: Pod['status'], metadata: object = {}): Stored<Pod> {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', uid: 'u', resourceVersion: '1', creationTimestamp: at(0), ...metadata },
    spec: { nodeName: 'mi300x-1', containers: [{ name: 'server', resources: { limits: { 'amd.com/gpu': '2' } } }] },
    status: status ?? {},
  };
}

function container(state: object, more: object = {}) {
  return { name: 'server', image: 'i', imageID: '', ready: false, restartCount: 0, state, ...more };
}

const scheduled = { type: 'PodScheduled', status: 'True', lastTransitionTime: at(2) };
const pods = {
  unscheduled: pod({
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available.' }],
  }),
  creating: pod({
    phase: 'Pending',
    conditions: [scheduled],
    containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })],
  }),
  loading: pod({ phase: 'Running', conditions: [scheduled], containerStatuses: [container({ running: { startedAt: at(3) } })] }),
  ready: pod({
    phase: 'Running',
    conditions: [scheduled, { type: 'Ready', status: 'True', lastTransitionTime: at(4) }],
    containerStatuses: [container({ running: { startedAt: at(3) } }, { ready: true })],
  }),
  crashing: pod({
    phase: 'Running',
    conditions: [scheduled],
    containerStatuses: [
      container(
        { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting failed container' } },
        { restartCount: 3, lastState: { terminated: { exitCode: 1, reason: 'Error' } } },
      ),
    ],
  }),
};

describe('a pod as a row', () => {
  it.each([
    ['unscheduled', 'Pending', 'progressing', '0/3 nodes are available.'],
    ['creating', 'ContainerCreating', 'progressing', null],
    ['loading', 'Running', 'progressing', null],
    ['ready', 'Running', 'ready', null],
    [
      'crashing',
      'CrashLoopBackOff',
      'failed',
      'Container server waits: CrashLoopBackOff after exit code 1 (Error), back-off 10s restarting failed container',
    ],
  ] as const)('says of one that is %s: %s, %s', (which, status, state, message) => {
    expect(podView(pods[which])).toMatchObject({ status, state, message });
  });

  it('says that it is going', () => {
    expect(podView(pod(pods.ready.status, { deletionTimestamp: at(9) }))).toMatchObject({ status: 'Terminating', state: 'progressing' });
  });

  it('counts containers, restarts and GPUs', () => {
    expect(podView(pods.crashing)).toMatchObject({
      ready: '0/1',
      restarts: 3,
      gpus: '2 amd.com/gpu',
      node: 'mi300x-1',
      containers: ['server'],
    });
  });
});

describe('the steps of a deployment, from what the cluster holds', () => {
  const condition = (type: string, status: ConditionView['status'], second: number, message = ''): ConditionView => ({
    type,
    status,
    reason: 'r',
    message,
    lastTransitionTime: at(second),
  });
  const accepted = condition('Accepted', 'True', 1);
  const resolved = condition('RecipeResolved', 'True', 1);

  function front(conditions: ConditionView[], present: Stored<Pod>[], wanted = 1) {
    const steps = deploymentSteps(observeDeployment({ createdAt: at(0), conditions, wanted, pods: present }));
    return steps.find((step) => step.state !== 'done') ?? steps.at(-1);
  }

  it.each([
    ['the operator', [], [], 'accepted', 'running'],
    ['a recipe', [accepted], [], 'recipe', 'running'],
    ['a pod', [accepted, resolved], [], 'scheduled', 'running'],
    ['a node', [accepted, resolved], [pods.unscheduled], 'scheduled', 'running'],
    ['the container', [accepted, resolved], [pods.creating], 'started', 'running'],
    ['the model', [accepted, resolved], [pods.loading], 'loaded', 'running'],
    ['the route', [accepted, resolved], [pods.ready], 'routed', 'running'],
    ['a route that is not there yet', [accepted, resolved, condition('RouteReady', 'False', 4)], [pods.ready], 'routed', 'running'],
    ['the last word', [accepted, resolved, condition('RouteReady', 'True', 5)], [pods.ready], 'ready', 'running'],
    ['nothing', [accepted, resolved, condition('RouteReady', 'True', 5), condition('Ready', 'True', 5)], [pods.ready], 'ready', 'done'],
  ] as const)('wait for %s', (...[, conditions, present, id, state]) => {
    expect(front([...conditions], [...present])).toMatchObject({ id, state });
  });

  it('fail with the reason when no recipe can run', () => {
    const refused = condition('RecipeResolved', 'False', 1, '28 attention heads cannot be split over 8 GPUs.');
    expect(front([accepted, refused], [])).toMatchObject({
      id: 'recipe',
      state: 'failed',
      message: '28 attention heads cannot be split over 8 GPUs.',
    });
  });

  it('fail with the reason when the container does not stay up', () => {
    expect(front([accepted, resolved], [pods.crashing])).toMatchObject({ id: 'started', state: 'failed' });
    expect(front([accepted, resolved], [pods.crashing])?.message).toContain('exit code 1');
  });

  it('wait for as many pods as are wanted', () => {
    expect(front([accepted, resolved], [pods.ready, pods.loading], 2)).toMatchObject({ id: 'loaded', state: 'running' });
    expect(front([accepted, resolved], [pods.ready, pods.loading], 2)?.message).toContain('1 of 2 pods');
  });

  it('take the time of the latest start from a container that was started again', () => {
    const again = pod({
      phase: 'Running',
      conditions: [scheduled],
      containerStatuses: [
        container(
          { running: { startedAt: at(41) } },
          { restartCount: 1, lastState: { terminated: { exitCode: 255, startedAt: at(3), finishedAt: at(40) } } },
        ),
      ],
    });
    const steps = deploymentSteps(observeDeployment({ createdAt: at(0), conditions: [accepted, resolved], wanted: 1, pods: [again] }));
    expect(steps[3]).toMatchObject({ id: 'started', startedAt: Date.parse(at(40)), endedAt: Date.parse(at(41)) });
  });

  it('need no pod when none is wanted', () => {
    expect(front([accepted, resolved], [], 0)).toMatchObject({ id: 'routed' });
  });
});

describe('the state of an endpoint', () => {
  it.each([
    ['Running', 1, 1, 'ready'],
    ['Running', 1, 2, 'degraded'],
    ['Running', 0, 0, 'idle'],
    ['Pending', 0, 1, 'progressing'],
    ['Deploying', 0, 1, 'progressing'],
    ['Degraded', 1, 2, 'degraded'],
    ['Failed', 0, 1, 'failed'],
    ['', 0, 1, 'progressing'],
    ['Weird', 1, 1, 'unknown'],
  ] as const)('%s with %d of %d ready is %s', (phase, ready, wanted, state) => {
    expect(endpointState({ phase, deleting: false, replicas: { ready, wanted } })).toBe(state);
  });

  it('is progressing while it is deleted', () => {
    expect(endpointState({ phase: 'Running', deleting: true, replicas: { ready: 1, wanted: 1 } })).toBe('progressing');
  });
});

describe('events', () => {
  const event = (uid: string, times: Pick<Event, 'count' | 'eventTime' | 'lastTimestamp' | 'series'>): Stored<Event> => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: uid, uid, resourceVersion: '1', creationTimestamp: at(0) },
    involvedObject: { kind: 'Pod', name: 'p' },
    ...times,
  });

  it('take their time and count from wherever the writer put them, latest first', () => {
    const views = [
      event('created', {}),
      event('counted', { lastTimestamp: at(5), count: 4 }),
      event('series', { eventTime: at(1), series: { count: 7, lastObservedTime: at(9) } }),
    ].map(eventView);
    expect(views.toSorted(byLatest).map(({ uid, count }) => [uid, count])).toEqual([
      ['series', 7],
      ['counted', 4],
      ['created', 1],
    ]);
    expect(views[0]?.about).toBe('Pod/p');
  });
});
