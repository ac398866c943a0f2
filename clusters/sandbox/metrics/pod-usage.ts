import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../objects.ts';
import type { PodScraper } from './pod-scraper.ts';
import { containerUsage, type Usage } from './usage-model.ts';

/** What each running container of a pod uses, by container name; empty for a pod that does not run. */
export async function podUsage(scraper: PodScraper, pod: Stored<Pod>): Promise<Map<string, Usage>> {
  const usages = new Map<string, Usage>();
  const running = new Set((pod.status?.containerStatuses ?? []).filter(({ state }) => state?.running).map(({ name }) => name));
  if (pod.status?.phase !== 'Running' || running.size === 0) return usages;
  const samples = await scraper.samples(pod);
  for (const container of pod.spec?.containers ?? []) {
    if (running.has(container.name)) usages.set(container.name, containerUsage(pod, container, samples));
  }
  return usages;
}

export function totalUsage(usages: Iterable<Usage>): Usage {
  const total = { cpuMilli: 0, memoryBytes: 0 };
  for (const { cpuMilli, memoryBytes } of usages) {
    total.cpuMilli += cpuMilli;
    total.memoryBytes += memoryBytes;
  }
  return total;
}
