import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec } from 'kubernetes-types/autoscaling/v2.d.ts';
import { expect } from 'vitest';
import { deployments, events, horizontalPodAutoscalers } from '../../../../clusters/kinds.ts';
import type { Stored } from '../../../../clusters/objects.ts';
import { eventually } from '../../../helpers/eventually.ts';
import type { ContractContext } from '../../contract.ts';
import { deploymentOf } from '../../objects.ts';

const patience = { timeoutMs: 50_000 };

export function declareAutoscalers(context: ContractContext): void {
  const { it, itWithMetrics } = context;

  it('brings a target that is too large into its bounds, whatever the metrics', async () => {
    await context.cluster.create(deployments, deploymentOf('many', context.namespace, { replicas: 5, ...unschedulable('many') }));
    await context.cluster.create(horizontalPodAutoscalers, autoscalerOf(context, 'many', { maxReplicas: 3 }));
    await eventually(async () => (await context.cluster.get(deployments, keyOf(context, 'many'))).spec?.replicas === 3, patience);
    const autoscaler = await when(context, 'many', ({ status }) => status?.lastScaleTime !== undefined);
    expect(autoscaler.status).toMatchObject({ currentReplicas: 5, desiredReplicas: 3 });
    expect(conditionsOf(autoscaler)['AbleToScale']).toEqual([
      'True',
      'SucceededRescale',
      'the HPA controller was able to update the target scale to 3',
    ]);
    await eventually(async () => {
      const { items } = await context.cluster.list(events, { namespace: context.namespace });
      return items.find(({ message }) => message === 'New size: 3; reason: Current number of replicas above Spec.MaxReplicas');
    }, patience);
    await remove(context, 'many');
  });

  it('says that it cannot scale without a metric', async () => {
    await context.cluster.create(deployments, deploymentOf('silent', context.namespace, { replicas: 1, ...unschedulable('silent') }));
    await context.cluster.create(horizontalPodAutoscalers, autoscalerOf(context, 'silent', { maxReplicas: 3 }));
    const autoscaler = await when(context, 'silent', (found) => conditionsOf(found)['ScalingActive'] !== undefined);
    const conditions = conditionsOf(autoscaler);
    expect(conditions['AbleToScale']).toEqual([
      'True',
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    ]);
    expect(conditions['ScalingActive']).toEqual([
      'False',
      'FailedGetResourceMetric',
      expect.stringMatching(/^the HPA was unable to compute the replica count: failed to get cpu utilization: /),
    ]);
    await eventually(async () => {
      const { items } = await context.cluster.list(events, { namespace: context.namespace });
      const reasons = items.filter(({ involvedObject }) => involvedObject.name === 'silent').map(({ reason }) => reason);
      return reasons.includes('FailedGetResourceMetric') && reasons.includes('FailedComputeMetricsReplicas');
    }, patience);
    await remove(context, 'silent');
  });

  it('says that its target is not there, and that a target of no replicas is left alone', async () => {
    await context.cluster.create(horizontalPodAutoscalers, autoscalerOf(context, 'nothing', { maxReplicas: 3 }));
    await context.cluster.create(deployments, deploymentOf('none', context.namespace, { replicas: 0 }));
    await context.cluster.create(horizontalPodAutoscalers, autoscalerOf(context, 'none', { maxReplicas: 3 }));
    const astray = await when(context, 'nothing', (found) => conditionsOf(found)['AbleToScale'] !== undefined);
    expect(conditionsOf(astray)['AbleToScale']).toEqual([
      'False',
      'FailedGetScale',
      `the HPA controller was unable to get the target's current scale: deployments.apps "nothing" not found`,
    ]);
    const disabled = await when(context, 'none', (found) => conditionsOf(found)['ScalingActive'] !== undefined);
    expect(conditionsOf(disabled)['ScalingActive']).toEqual([
      'False',
      'ScalingDisabled',
      'scaling is disabled since the replica count of the target is zero',
    ]);
    await context.cluster.delete(horizontalPodAutoscalers, keyOf(context, 'nothing'));
    await remove(context, 'none');
  });

  itWithMetrics('scales with the cpu that pods use', async () => {
    const metadata = { labels: { app: 'busy' }, annotations: { 'sandbox.slipway.dev/usage': 'cpu=150m' } };
    const containers = [{ name: 'main', image: 'example:1', resources: { requests: { cpu: '100m' } } }];
    const template = { metadata, spec: { terminationGracePeriodSeconds: 0, containers } };
    await context.cluster.create(deployments, deploymentOf('busy', context.namespace, { replicas: 1, template }));
    await eventually(async () => (await context.cluster.get(deployments, keyOf(context, 'busy'))).status?.readyReplicas === 1, patience);
    const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 100 } } }];
    await context.cluster.create(horizontalPodAutoscalers, autoscalerOf(context, 'busy', { maxReplicas: 3, metrics }));
    await eventually(async () => (await context.cluster.get(deployments, keyOf(context, 'busy'))).spec?.replicas === 2, patience);
    const autoscaler = await when(context, 'busy', ({ status }) => status?.desiredReplicas === 2);
    expect(autoscaler.status?.currentMetrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 150, averageValue: '150m' } } },
    ]);
    expect(conditionsOf(autoscaler)).toMatchObject({
      ScalingActive: [
        'True',
        'ValidMetricFound',
        'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
      ],
      ScalingLimited: ['False', 'DesiredWithinRange', 'the desired count is within the acceptable range'],
    });
    await remove(context, 'busy');
  });
}

function autoscalerOf(
  { namespace }: ContractContext,
  name: string,
  spec: Partial<HorizontalPodAutoscalerSpec> & { maxReplicas: number },
): HorizontalPodAutoscaler {
  return { metadata: { name, namespace }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, ...spec } };
}

function unschedulable(name: string) {
  const spec = { nodeSelector: { nowhere: 'true' }, containers: [{ name: 'main', image: 'example:1' }] };
  return { template: { metadata: { labels: { app: name } }, spec } };
}

function keyOf({ namespace }: ContractContext, name: string) {
  return { namespace, name };
}

function conditionsOf({ status }: HorizontalPodAutoscaler): Record<string, (string | undefined)[]> {
  return Object.fromEntries((status?.conditions ?? []).map((one) => [one.type, [one.status, one.reason, one.message]]));
}

function when(
  context: ContractContext,
  name: string,
  holds: (autoscaler: HorizontalPodAutoscaler) => boolean,
): Promise<Stored<HorizontalPodAutoscaler>> {
  return eventually(async () => {
    const autoscaler = await context.cluster.get(horizontalPodAutoscalers, keyOf(context, name));
    return holds(autoscaler) && autoscaler;
  }, patience);
}

async function remove(context: ContractContext, name: string): Promise<void> {
  await context.cluster.delete(horizontalPodAutoscalers, keyOf(context, name));
  await context.cluster.delete(deployments, keyOf(context, name), { propagation: 'Background' });
}
