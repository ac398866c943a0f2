/** What an AIMEndpoint's recipes are preferred for. The endpoint's spec has no field for it, so an annotation says it. */
import type { Problem } from '../../contract/errors.ts';
import type { Metric } from '../../domain/endpoint.ts';

/** `latency` or `throughput`, as AIM's own profiles have it. */
export const metricAnnotation = 'slipway.dev/metric';

interface Annotated {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> | undefined } | undefined;
}

export function metricOf(resource: Annotated): Metric | undefined {
  const text = resource.metadata?.annotations?.[metricAnnotation];
  return text === 'latency' || text === 'throughput' ? text : undefined;
}

export function metricProblems(resource: Annotated): Problem[] {
  const text = resource.metadata?.annotations?.[metricAnnotation];
  if (text === undefined || metricOf(resource)) return [];
  const message = `"${text}" is nothing that recipes are made for.`;
  return [{ field: `metadata.annotations["${metricAnnotation}"]`, message, fix: 'Use latency or throughput.' }];
}
