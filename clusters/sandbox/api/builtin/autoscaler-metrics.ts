import type {
  CrossVersionObjectReference,
  HorizontalPodAutoscalerSpec,
  MetricSpec,
  MetricTarget,
} from 'kubernetes-types/autoscaling/v2.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { parseQuantity } from '../../../quantity.ts';
import { forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { dnsLabelProblem, pathSegmentProblem } from '../validation/names.ts';

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type SourceName = (typeof SOURCES)[number];

/** A metric's source: which parts it has depends on the metric's type. */
interface Source {
  name?: string;
  container?: string;
  metric?: { name: string };
  target: MetricTarget;
  describedObject?: CrossVersionObjectReference;
}

/** What is wrong with the metrics that an autoscaler goes by. */
export function validateMetrics({ metrics = [], minReplicas }: HorizontalPodAutoscalerSpec): StatusCause[] {
  const canBeIdle = metrics.some(({ type }) => type === 'Object' || type === 'External');
  const why = 'must specify at least one Object or External metric to support scaling to zero replicas';
  const idle = minReplicas === 0 && !canBeIdle ? [forbiddenField('spec.metrics', why)] : [];
  return [...problemsOf(metrics), ...idle];
}

function problemsOf(metrics: readonly MetricSpec[]): StatusCause[] {
  return metrics.flatMap((metric, index) => validateMetric(metric as unknown as Record<string, unknown>, `spec.metrics[${index}]`));
}

function validateMetric(metric: Record<string, unknown>, field: string): StatusCause[] {
  const type = String(metric['type'] ?? '');
  const expected = SOURCES.find((source) => source.toLowerCase() === type.toLowerCase());
  const present = SOURCES.filter((source) => metric[source] !== undefined);
  const [first] = present;
  const isKnown = TYPES.includes(type);
  return [
    ...(type === '' ? [requiredValue(`${field}.type`, 'must specify a metric source type')] : []),
    // The real server says so twice.
    ...(isKnown ? [] : [notSupported(`${field}.type`, type, TYPES)]),
    ...(first ? validateSource(first, metric[first] as Source, `${field}.${first}`) : []),
    ...(isKnown ? [] : [notSupported(`${field}.type`, type, TYPES)]),
    ...(isKnown && expected && metric[expected] === undefined
      ? [requiredValue(`${field}.${expected}`, 'must populate information for the given metric source')]
      : []),
    ...(present.length > 1 ? present : [])
      .filter((source) => source !== expected)
      .map((source) => forbiddenField(`${field}.${source}`, 'must populate the given metric source only')),
  ];
}

function validateSource(name: SourceName, source: Source, field: string): StatusCause[] {
  return [
    ...identityProblems(name, source, field),
    ...targetProblems(source.target, `${field}.target`),
    ...choiceProblems(name, source.target, `${field}.target`),
  ];
}

function identityProblems(name: SourceName, source: Source, field: string): StatusCause[] {
  if (name === 'resource') return source.name ? [] : [requiredValue(`${field}.name`, 'must specify a resource name')];
  if (name === 'containerResource') return containerProblems(source, field);
  const { kind = '', name: described = '' } = source.describedObject ?? {};
  const object =
    name === 'object'
      ? [...segmentProblems(kind, `${field}.describedObject.kind`, ''), ...segmentProblems(described, `${field}.describedObject.name`, '')]
      : [];
  return [...object, ...segmentProblems(source.metric?.name ?? '', `${field}.metric.name`, 'must specify a metric name')];
}

function containerProblems({ name, container }: Source, field: string): StatusCause[] {
  const problem = container ? dnsLabelProblem(container) : undefined;
  return [
    ...(name ? [] : [requiredValue(`${field}.name`, 'must specify a resource name')]),
    ...(container ? [] : [requiredValue(`${field}.container`, 'must specify a container')]),
    ...(problem ? [invalidValue(`${field}.container`, container, problem)] : []),
  ];
}

function segmentProblems(text: string, field: string, missing: string): StatusCause[] {
  if (text === '') return [requiredValue(field, missing)];
  const problem = pathSegmentProblem(text);
  return problem ? [invalidValue(field, text, problem)] : [];
}

function targetProblems({ type, value, averageValue, averageUtilization }: MetricTarget, field: string): StatusCause[] {
  const causes: StatusCause[] = [];
  if (!type) causes.push(requiredValue(`${field}.type`, 'must specify a metric target type'));
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    causes.push(invalidValue(`${field}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  if (value !== undefined && !isPositive(value)) causes.push(invalidValue(`${field}.value`, value, 'must be positive'));
  if (averageValue !== undefined && !isPositive(averageValue))
    causes.push(invalidValue(`${field}.averageValue`, averageValue, 'must be positive'));
  if (averageUtilization !== undefined && averageUtilization < 1) {
    causes.push(invalidValue(`${field}.averageUtilization`, averageUtilization, 'must be greater than 0'));
  }
  return causes;
}

function isPositive(quantity: unknown): boolean {
  return (parseQuantity(quantity) ?? 0) > 0;
}

/** Of which parts a source's target needs at least one, and what is said where it has none of them. */
const NEEDED: Record<SourceName, { parts: TargetPart[]; missing: TargetPart; why: string }> = {
  object: { parts: ['value', 'averageValue'], missing: 'averageValue', why: 'must set either a target value or averageValue' },
  pods: { parts: ['averageValue'], missing: 'averageValue', why: 'must specify a positive target averageValue' },
  external: {
    parts: ['value', 'averageValue'],
    missing: 'averageValue',
    why: 'must set either a target value for metric or a per-pod target',
  },
  resource: {
    parts: ['averageUtilization', 'averageValue'],
    missing: 'averageUtilization',
    why: 'must set either a target raw value or a target utilization',
  },
  containerResource: {
    parts: ['averageUtilization', 'averageValue'],
    missing: 'averageUtilization',
    why: 'must set either a target raw value or a target utilization',
  },
};

type TargetPart = 'value' | 'averageValue' | 'averageUtilization';

/** Of which two parts a target can have only one. */
const EXCLUSIVE: Partial<Record<SourceName, { refused: TargetPart; why: string }>> = {
  external: { refused: 'value', why: 'may not set both a target value for metric and a per-pod target' },
  resource: { refused: 'averageValue', why: 'may not set both a target raw value and a target utilization' },
  containerResource: { refused: 'averageValue', why: 'may not set both a target raw value and a target utilization' },
};

/** Which of the ways to give a target go with the source. */
function choiceProblems(name: SourceName, target: MetricTarget, field: string): StatusCause[] {
  const { parts, missing, why } = NEEDED[name];
  const given = parts.filter((part) => target[part] !== undefined);
  const exclusive = EXCLUSIVE[name];
  if (given.length === 0) return [requiredValue(`${field}.${missing}`, why)];
  return exclusive && given.length > 1 ? [forbiddenField(`${field}.${exclusive.refused}`, exclusive.why)] : [];
}
