import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.d.ts';
import { typed } from '../json.ts';
import type { RequestContext } from '../requests/context.ts';

/**
 * The metrics of pods that are known without asking any pod: those that were seen lately, and those that autoscalers have
 * found. Colons are written as underscores, as Prometheus adapters do.
 */
export function customMetricNames({ scraper, store }: Pick<RequestContext, 'scraper' | 'store'>): string[] {
  const found = store
    .list('autoscaling/horizontalpodautoscalers')
    .flatMap(({ object }) => typed<HorizontalPodAutoscaler>(object).status?.currentMetrics ?? [])
    .flatMap(({ pods }) => pods?.metric.name ?? []);
  return [...new Set([...scraper.names(), ...found].map((name) => name.replaceAll(':', '_')))].sort();
}
