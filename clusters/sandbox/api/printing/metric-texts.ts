/** How an autoscaler's metrics are shown: what is measured against what is wanted. */

interface Value {
  value?: string;
  averageValue?: string;
  averageUtilization?: number;
}

type Source = 'external' | 'pods' | 'object' | 'resource' | 'containerResource';

type Metric<Field extends string> = { type?: string } & Partial<Record<Source, { name?: string } & Partial<Record<Field, Value>>>>;

const MOST = 2;

/** `cpu: 10%/50%, 3/10`, and how many more there are. */
export function metricsText(specs: Metric<'target'>[] = [], statuses: Metric<'current'>[] = []): string {
  if (specs.length === 0) return '<none>';
  const texts = specs.map((spec, index) => metricText(spec, statuses[index]));
  const rest = texts.length > MOST ? ` + ${texts.length - MOST} more...` : '';
  return texts.slice(0, MOST).join(', ') + rest;
}

function metricText(spec: Metric<'target'>, status: Metric<'current'> | undefined): string {
  const source = sourceOf(spec.type);
  if (!source) return '<unknown type>';
  const target = spec[source]?.target ?? {};
  const current = status?.[source]?.current;
  if (source === 'resource' || source === 'containerResource') return `${spec[source]?.name}: ${resourceText(target, current)}`;
  if (source === 'pods') return `${current?.averageValue ?? '<unknown>'}/${target.averageValue}`;
  if (target.averageValue !== undefined) return `${current?.averageValue ?? '<unknown>'}/${target.averageValue} (avg)`;
  return `${current?.value ?? '<unknown>'}/${target.value}`;
}

function resourceText(target: Value, current: Value | undefined): string {
  if (target.averageValue !== undefined) return `${current?.averageValue ?? '<unknown>'}/${target.averageValue}`;
  return `${percent(current?.averageUtilization, '<unknown>')}/${percent(target.averageUtilization, '<auto>')}`;
}

function percent(value: number | undefined, none: string): string {
  return value === undefined ? none : `${value}%`;
}

function sourceOf(type = ''): Source | undefined {
  const source = (type.slice(0, 1).toLowerCase() + type.slice(1)) as Source;
  return ['external', 'pods', 'object', 'resource', 'containerResource'].includes(source) ? source : undefined;
}
