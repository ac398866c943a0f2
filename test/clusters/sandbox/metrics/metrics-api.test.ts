import { expect, it } from 'vitest';
import { deployments, horizontalPodAutoscalers, pods } from '../../../../clusters/kinds.ts';

import { eventually } from '../../../helpers/eventually.ts';
import { createRawRequests } from '../../../helpers/raw-requests.ts';
import { runningSandbox } from '../running-sandbox.ts';

const server = `require('node:http').createServer((_, answer) => answer.end('vllm:num_requests_waiting{a="b"} 7\\n')).listen(process.env.SLIPWAY_PORT_9000, '127.0.0.1')`;
const waiting = {
  terminationGracePeriodSeconds: 0,
  containers: [{ name: 'server', image: 'node:24', command: ['node', '-e', server], ports: [{ containerPort: 9000 }] }],
};

it('tells what pods and nodes use, and what pods say of themselves, and autoscales by it', async () => {
  await using running = await runningSandbox();
  const { sandbox } = running;
  const { cluster } = sandbox;
  const raw = createRawRequests(sandbox.kubeconfigPath);
  const read = async <Body>(path: string) => (await raw({ path })).json<Body>();
  const labels = { app: 'queue' };
  const template = { metadata: { labels, annotations: { 'sandbox.slipway.dev/usage': 'cpu=250m,memory=100Mi' } }, spec: waiting };
  await cluster.create(deployments, {
    metadata: { name: 'queue', namespace: 'default' },
    spec: { selector: { matchLabels: labels }, template },
  });

  const path = '/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/pods/*/vllm_num_requests_waiting?labelSelector=app%3Dqueue';
  const values = await eventually(
    async () => (await read<{ items?: { value: string; describedObject: { kind: string } }[] }>(path)).items,
    {
      timeoutMs: 20_000,
    },
  );
  expect(values).toMatchObject([{ value: '7', describedObject: { kind: 'Pod', namespace: 'default' } }]);

  const metric = 'vllm_num_requests_waiting';
  const { resources } = await read<{ resources: object[] }>('/apis/custom.metrics.k8s.io/v1beta1');
  expect(resources).toEqual([{ name: `pods/${metric}`, singularName: '', namespaced: true, kind: 'MetricValueList', verbs: ['get'] }]);
  const { groups } = await read<{ groups: { name: string; preferredVersion: object }[] }>('/apis');
  expect(groups.at(-1)).toMatchObject({ name: 'custom.metrics.k8s.io', preferredVersion: { version: 'v1beta2' } });
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const aggregated = (await raw({ path: '/apis', headers: { accept } })).json<{ items: { metadata: object; versions: object[] }[] }>();
  const none = { group: '', version: '', kind: '' };
  expect(aggregated.items.at(-1)).toMatchObject({
    metadata: { name: 'custom.metrics.k8s.io' },
    versions: [
      {
        version: 'v1beta2',
        resources: [{ resource: 'pods', responseKind: none, subresources: [{ subresource: metric, verbs: ['get'] }] }],
      },
      { version: 'v1beta1' },
    ],
  });
  const earlier = await read<{ items: object[] }>(path.replace('v1beta2', 'v1beta1'));
  expect(earlier).toMatchObject({ apiVersion: 'custom.metrics.k8s.io/v1beta1', items: [{ metricName: metric, value: '7' }] });
  expect(await cluster.discover()).not.toContainEqual(expect.objectContaining({ group: 'custom.metrics.k8s.io' }));

  const measured = await read<{ kind: string; items: object[] }>('/apis/metrics.k8s.io/v1beta1/namespaces/default/pods');
  expect([measured.kind, measured.items]).toMatchObject([
    'PodMetricsList',
    [{ kind: 'PodMetrics', window: '15s', containers: [{ name: 'server', usage: { cpu: '250m', memory: '102400Ki' } }] }],
  ]);
  const { items: nodes } = await read<{ items: { metadata: { name: string } }[] }>('/apis/metrics.k8s.io/v1beta1/nodes');
  expect(nodes.map(({ metadata }) => metadata.name)).toEqual(['cpu-1', 'h100-1', 'mi300x-1']);
  expect(await read('/apis/metrics.k8s.io/v1beta1/namespaces/default/pods/nobody')).toMatchObject({ code: 404, reason: 'NotFound' });

  const target = { type: 'AverageValue', averageValue: '2' };
  await cluster.create(horizontalPodAutoscalers, {
    metadata: { name: 'queue', namespace: 'default' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'queue' },
      maxReplicas: 3,
      metrics: [{ type: 'Pods', pods: { metric: { name: 'vllm_num_requests_waiting' }, target } }],
    },
  });
  await eventually(async () => (await cluster.list(pods, { namespace: 'default' })).items.length === 3, { timeoutMs: 20_000 });
  const { status } = await eventually(async () => {
    const autoscaler = await cluster.get(horizontalPodAutoscalers, { namespace: 'default', name: 'queue' });
    return autoscaler.status?.lastScaleTime !== undefined && autoscaler;
  });
  expect(status?.currentMetrics).toEqual([
    { type: 'Pods', pods: { metric: { name: 'vllm_num_requests_waiting' }, current: { averageValue: '7' } } },
  ]);
}, 60_000);
