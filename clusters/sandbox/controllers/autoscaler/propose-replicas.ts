/** Asks the pods of a target for a metric, and works out how many replicas it proposes. */
import type { HorizontalPodAutoscaler, MetricSpec, MetricTarget } from 'kubernetes-types/autoscaling/v2.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import { milliUnits } from '../../../quantity.ts';
import type { PodScraper } from '../../metrics/pod-scraper.ts';
import { podUsage } from '../../metrics/pod-usage.ts';
import { metricNamed } from '../../metrics/prometheus-text.ts';
import { quantityText } from '../../quota/exact-quantity.ts';
import { isReady } from '../pod-facts.ts';
import { type CountQuestion, countReplicas, type PodReading, type ReplicaCount } from './count-replicas.ts';
import type { MetricProposal } from './decide-autoscaler.ts';

export interface Target {
  autoscaler: HorizontalPodAutoscaler;
  current: number;
  pods: readonly Stored<Pod>[];
}

export async function proposeReplicas(scraper: PodScraper, target: Target, metric: MetricSpec): Promise<MetricProposal> {
  if (metric.type === 'Pods') return proposeByPods(scraper, target, metric);
  if (metric.type === 'Resource' || metric.type === 'ContainerResource') return proposeByResource(scraper, target, metric);
  const name = (metric.type === 'External' ? metric.external : metric.object)?.metric.name ?? '';
  const [reason, kind] = metric.type === 'External' ? ['FailedGetExternalMetric', 'external'] : ['FailedGetObjectMetric', 'object'];
  const error = `unable to get ${kind} metric ${name}: no metrics returned from ${kind === 'external' ? 'external' : 'custom'} metrics API`;
  return { reason, error, summary: `failed to get ${kind} metric value: ${error}` };
}

async function proposeByResource(scraper: PodScraper, target: Target, metric: MetricSpec): Promise<MetricProposal> {
  const { name = '', target: wanted, container } = { ...metric.resource, ...metric.containerResource } as ResourceMetric;
  const isUtilization = wanted?.averageUtilization !== undefined;
  const fail = (why: string): MetricProposal => {
    const error = `failed to get ${name} ${isUtilization ? 'utilization' : 'usage'}: ${why}`;
    return {
      reason: container ? 'FailedGetContainerResourceMetric' : 'FailedGetResourceMetric',
      error,
      summary: `failed to get ${name} resource metric value: ${error}`,
    };
  };
  const readings: PodReading[] = [];
  for (const pod of target.pods) {
    const usages = await podUsage(scraper, pod);
    const counted = container ? [...usages].filter(([known]) => known === container) : [...usages];
    const usage = counted.reduce((sum, [, { cpuMilli, memoryBytes }]) => sum + (name === 'cpu' ? cpuMilli : memoryBytes * 1000), 0);
    const request = isUtilization ? requestOf(pod, name, container) : 0;
    if (typeof request === 'string') return fail(request);
    readings.push({ name: pod.metadata.name, state: stateOf(pod, counted.length > 0, name === 'cpu'), usage, request });
  }
  const problem = problemWith(readings);
  if (problem) return fail(problem);
  const question = isUtilization ? { utilization: wanted.averageUtilization ?? 0 } : { average: milliUnits(wanted?.averageValue ?? '0') };
  const count = countReplicas({ readings, current: target.current, target: question, tolerance: toleranceOf(target) });
  const current = currentOf(count);
  const suffix = container ? 'container resource' : 'resource';
  return {
    replicas: count.replicas,
    name: isUtilization ? `${name} ${suffix} utilization (percentage of request)` : `${name} ${suffix}`,
    status: container
      ? { type: 'ContainerResource', containerResource: { name, container, current } }
      : { type: 'Resource', resource: { name, current } },
  };
}

interface ResourceMetric {
  name?: string;
  target?: MetricTarget;
  container?: string;
}

async function proposeByPods(scraper: PodScraper, target: Target, { pods }: MetricSpec): Promise<MetricProposal> {
  const name = pods?.metric.name ?? '';
  const readings: PodReading[] = [];
  for (const pod of target.pods) {
    const samples = pod.status?.phase === 'Running' ? await scraper.samples(pod) : undefined;
    const value = samples && metricNamed(samples, name);
    readings.push({
      name: pod.metadata.name,
      state: stateOf(pod, value !== undefined, false),
      usage: Math.round((value ?? 0) * 1000),
      request: 0,
    });
  }
  const problem = readings.some(({ state }) => state === 'ready')
    ? undefined
    : `unable to get metric ${name}: no metrics returned from custom metrics API`;
  if (problem) return { reason: 'FailedGetPodsMetric', error: problem, summary: `failed to get pods metric value: ${problem}` };
  const question = { average: milliUnits(pods?.target.averageValue ?? '0') };
  const count = countReplicas({ readings, current: target.current, target: question, tolerance: toleranceOf(target) });
  const current = currentOf(count);
  return {
    replicas: count.replicas,
    name: `pods metric ${name}`,
    status: { type: 'Pods', pods: { metric: pods?.metric ?? { name }, current } },
  };
}

function currentOf({ average, utilization }: ReplicaCount) {
  const averageValue = quantityText({ milli: BigInt(average), binary: false });
  return { averageValue, ...(utilization !== undefined && { averageUtilization: utilization }) };
}

function stateOf(pod: Stored<Pod>, hasMetric: boolean, waitsForReady: boolean): PodReading['state'] {
  if (pod.metadata.deletionTimestamp || pod.status?.phase === 'Failed') return 'ignored';
  if (pod.status?.phase === 'Pending') return 'unready';
  if (!hasMetric) return 'missing';
  // A start uses more cpu than the work after it.
  return waitsForReady && !isReady(pod) ? 'unready' : 'ready';
}

function problemWith(readings: readonly PodReading[]): string | undefined {
  if (readings.length === 0) return 'no pods returned by selector while calculating replica count';
  if (readings.some(({ state }) => state === 'ready')) return undefined;
  return 'did not receive metrics for targeted pods (pods might be unready)';
}

/** Thousandths; or which container says nothing. */
function requestOf(pod: Stored<Pod>, resource: string, container: string | undefined): number | string {
  let total = 0;
  for (const { name, resources } of pod.spec?.containers ?? []) {
    if (container && name !== container) continue;
    const request = resources?.requests?.[resource];
    if (request === undefined) return `missing request for ${resource} in container ${name} of Pod ${pod.metadata.name}`;
    total += milliUnits(request);
  }
  return total;
}

const usualTolerance = 0.1;

function toleranceOf({ autoscaler }: Target): CountQuestion['tolerance'] {
  const { scaleUp, scaleDown } = (autoscaler.spec?.behavior ?? {}) as Record<string, { tolerance?: string } | undefined>;
  const said = (rules: { tolerance?: string } | undefined) =>
    rules?.tolerance === undefined ? usualTolerance : milliUnits(rules.tolerance) / 1000;
  return { up: said(scaleUp), down: said(scaleDown) };
}
