import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../../clock.ts';
import type { Stored } from '../../objects.ts';
import { hostPortsOf } from '../node/port-annotation.ts';
import { readPrometheusText } from './prometheus-text.ts';
import { createRecentNames } from './recent-names.ts';

/** Reads what a pod's containers say of themselves. */
export interface PodScraper {
  /** Undefined where no port of the pod answers with metrics. */
  samples(pod: Stored<Pod>): Promise<ReadonlyMap<string, number> | undefined>;
  /** The names of all metrics that were seen lately. */
  names(): string[];
}

const freshFor = 2_000;
const patience = 1_000;

/** Asks only when someone wants to know, and remembers the answer for two seconds. */
export function createPodScraper(clock: Clock): PodScraper {
  const known = new Map<string, { until: number; samples: Promise<ReadonlyMap<string, number> | undefined> }>();
  const seen = createRecentNames(clock);
  const scrapeAndNote = async (pod: Stored<Pod>) => {
    const samples = await scrape(pod);
    if (samples) seen.add(samples.keys());
    return samples;
  };
  return {
    names: seen.list,
    samples(pod) {
      const { uid } = pod.metadata;
      const before = known.get(uid);
      if (before && before.until > clock.now()) return before.samples;
      for (const [old, { until }] of known) if (until <= clock.now()) known.delete(old);
      const samples = scrapeAndNote(pod);
      known.set(uid, { until: clock.now() + freshFor, samples });
      return samples;
    },
  };
}

/** The annotations that Prometheus' own examples use say where; otherwise every declared port is tried in turn. */
async function scrape(pod: Stored<Pod>): Promise<ReadonlyMap<string, number> | undefined> {
  const hostPorts = hostPortsOf(pod);
  const { 'prometheus.io/port': named, 'prometheus.io/path': path = '/metrics' } = pod.metadata.annotations ?? {};
  const ports = named && hostPorts[named] ? [hostPorts[named]] : Object.values(hostPorts);
  for (const port of ports) {
    const text = await read(`http://127.0.0.1:${port}${path}`);
    const samples = text === undefined ? undefined : readPrometheusText(text);
    if (samples && samples.size > 0) return samples;
  }
  return undefined;
}

/** Undefined where nothing answers in time: a container that starts, or speaks no HTTP, is no error here. */
async function read(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}
