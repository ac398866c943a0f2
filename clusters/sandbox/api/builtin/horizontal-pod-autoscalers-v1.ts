import type { HorizontalPodAutoscaler as FirstVersion } from 'kubernetes-types/autoscaling/v1.d.ts';
import type { HorizontalPodAutoscaler, MetricSpec } from 'kubernetes-types/autoscaling/v2.d.ts';
import { type ApiObject, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { horizontalPodAutoscalerStrategy } from './horizontal-pod-autoscalers.ts';

/** `kubectl autoscale` writes this version: one metric, the use of processors. Objects are kept as version 2 has them. */
export const firstAutoscalerStrategy: Strategy = {
  ...horizontalPodAutoscalerStrategy,
  setDefaults(object) {
    const { spec, metadata } = typed<FirstVersion>(object);
    if (!spec) return;
    spec.minReplicas ??= 1;
    if (!metadata?.annotations?.[OTHER_METRICS]) spec.targetCPUUtilizationPercentage ??= 80;
  },
  validate: (object, previous) => horizontalPodAutoscalerStrategy.validate?.(toSecond(object), previous && toSecond(previous)) ?? [],
  fromStored: toFirst,
  toStored: toSecond,
};

/** Where version 1 keeps what it has no fields for. */
const OTHER_METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';
const CURRENT_METRICS = 'autoscaling.alpha.kubernetes.io/current-metrics';

function toFirst(object: ApiObject): ApiObject {
  const { spec, status } = typed<HorizontalPodAutoscaler>(object);
  const { metrics = [], behavior, ...rest } = spec ?? { maxReplicas: 0, scaleTargetRef: { kind: '', name: '' } };
  const processors = metrics.find(isProcessorUse);
  const others = metrics.filter((metric) => metric !== processors);
  const { currentMetrics, conditions, ...state } = status ?? { desiredReplicas: 0 };
  const current = currentMetrics?.find(({ resource }) => resource?.name === 'cpu')?.resource?.current.averageUtilization;
  const percentage = processors?.resource?.target.averageUtilization;
  const metadata = withTexts(object.metadata, {
    [OTHER_METRICS]: others.length > 0 ? others : undefined,
    [BEHAVIOR]: behavior,
    [CONDITIONS]: conditions?.length ? conditions : undefined,
    [CURRENT_METRICS]: currentMetrics?.length ? currentMetrics : undefined,
  });
  return {
    ...object,
    apiVersion: 'autoscaling/v1',
    metadata,
    spec: { ...rest, ...(percentage !== undefined && { targetCPUUtilizationPercentage: percentage }) },
    status: { currentReplicas: 0, ...state, ...(current !== undefined && { currentCPUUtilizationPercentage: current }) },
  };
}

function toSecond(object: ApiObject): ApiObject {
  const { spec, status } = typed<FirstVersion>(object);
  const { targetCPUUtilizationPercentage: percentage, ...rest } = spec ?? { maxReplicas: 0, scaleTargetRef: { kind: '', name: '' } };
  const { currentCPUUtilizationPercentage: _shown, ...state } = status ?? { desiredReplicas: 0 };
  const kept = textsOf(object.metadata);
  const processors = percentage === undefined ? [] : [processorUse(percentage)];
  const metrics = [...processors, ...((kept[OTHER_METRICS] as MetricSpec[] | undefined) ?? [])];
  const { [CONDITIONS]: conditions, [CURRENT_METRICS]: currentMetrics, [BEHAVIOR]: behavior } = kept;
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    metadata: withTexts(object.metadata, {}),
    spec: { ...rest, ...(metrics.length > 0 && { metrics }), ...(behavior !== undefined && { behavior }) },
    status: { ...state, currentMetrics: currentMetrics ?? null, ...(conditions !== undefined && { conditions }) },
  };
}

function processorUse(averageUtilization: number): MetricSpec {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
}

function isProcessorUse({ type, resource }: MetricSpec): boolean {
  return type === 'Resource' && resource?.name === 'cpu' && resource.target.averageUtilization !== undefined;
}

const TEXTS = [OTHER_METRICS, BEHAVIOR, CONDITIONS, CURRENT_METRICS];

/** Metadata with these parts as annotations, and none of those that were there. */
function withTexts(metadata: ApiObject['metadata'], parts: Record<string, unknown>): ApiObject['metadata'] {
  const { annotations = {}, ...rest } = metadata;
  const others = Object.entries(annotations).filter(([key]) => !TEXTS.includes(key));
  const texts = Object.entries(parts).flatMap(([key, part]) => (part === undefined ? [] : [[key, JSON.stringify(part)] as const]));
  const all = Object.fromEntries([...others, ...texts]);
  return { ...rest, ...(Object.keys(all).length > 0 && { annotations: all }) };
}

function textsOf({ annotations = {} }: ApiObject['metadata']): Record<string, unknown> {
  const entries = Object.entries(annotations).filter(([key]) => TEXTS.includes(key));
  return Object.fromEntries(entries.map(([key, text]) => [key, parsed(text)]));
}

/** What people wrote there by hand and is no JSON counts as absent, as on a real server. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
