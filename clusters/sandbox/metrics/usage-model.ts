/**
 * How much cpu and memory a simulated container seems to use. Containers share processes here, so that nothing can be
 * measured; the model is: memory is three quarters of what is requested (64Mi without a request); cpu is a twentieth of
 * what is requested when idle (at least 1m) and nearly all of it when busy. Busy is what a model server says of itself:
 * with n requests at work (`..num_requests_running`, `..num_running_reqs`) n / (n + 8).
 * The annotation `sandbox.slipway.dev/usage: cpu=1500m,memory=2Gi` on a pod overrides the model, for trying an
 * autoscaler: it says what each container of the pod uses.
 */
import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { milliUnits, parseQuantity } from '../../quantity.ts';

export interface Usage {
  /** Thousandths of a core. */
  cpuMilli: number;
  memoryBytes: number;
}

export const usageAnnotation = 'sandbox.slipway.dev/usage';

const fallbackRequest = { cpuMilli: 100, memoryBytes: 64 * 2 ** 20 };
const halfBusyAt = 8;

export function containerUsage(pod: Pod, container: Container, samples: ReadonlyMap<string, number> | undefined): Usage {
  const { cpu, memory } = { ...container.resources?.limits, ...container.resources?.requests };
  const requested = cpu === undefined ? fallbackRequest.cpuMilli : milliUnits(cpu);
  const busy = busyShare(samples);
  const modelled: Usage = {
    cpuMilli: Math.max(1, Math.round(requested * (0.05 + 0.9 * busy))),
    memoryBytes: memory === undefined ? fallbackRequest.memoryBytes : Math.round((parseQuantity(memory) ?? 0) * 0.75),
  };
  return { ...modelled, ...saidUsage(pod) };
}

function busyShare(samples: ReadonlyMap<string, number> | undefined): number {
  let running = 0;
  for (const [name, value] of samples ?? []) if (/num_requests_running$|num_running_reqs$/.test(name)) running += value;
  return running / (running + halfBusyAt);
}

/** What the annotation says; parts that are no quantities are ignored. */
function saidUsage({ metadata }: Pod): Partial<Usage> {
  const parts = (metadata?.annotations?.[usageAnnotation] ?? '').split(',').map((part) => part.trim().split('='));
  const said = (name: string) => parseQuantity(parts.find(([key]) => key === name)?.[1]);
  const [cpu, memory] = [said('cpu'), said('memory')];
  return {
    ...(cpu !== undefined && { cpuMilli: Math.round(cpu * 1000) }),
    ...(memory !== undefined && { memoryBytes: Math.round(memory) }),
  };
}
