/** The three probes of one run of a container together: startup first, then readiness and liveness. */
import type { Container } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../../clock.ts';
import { type ProbeTarget, runProbe } from './probe.ts';
import { probeLoop } from './probe-loop.ts';

export interface HealthListener {
  /** Startup is over: at once without a startup probe. */
  started(): void;
  ready(ready: boolean): void;
  /** `Liveness` or `Startup` gave up: the container is to be killed. */
  failed(probe: 'Liveness' | 'Startup'): void;
  unhealthy(probe: 'Liveness' | 'Readiness' | 'Startup', message: string): void;
}

export interface HealthOptions {
  target: ProbeTarget;
  listener: HealthListener;
  clock: Clock;
  /** The run is over. */
  signal: AbortSignal;
}

/** Watches a container's health until the signal aborts. */
export function watchHealth(options: HealthOptions): void {
  const { startupProbe } = options.target.container;
  if (!startupProbe) {
    begin(options);
    return;
  }
  const startup = new AbortController();
  void probeLoop({
    ...loopOptions(options, 'Startup', startupProbe),
    signal: AbortSignal.any([options.signal, startup.signal]),
    onVerdict(healthy) {
      startup.abort();
      if (healthy) begin(options);
      else options.listener.failed('Startup');
    },
  });
}

function begin(options: HealthOptions): void {
  const { listener, target } = options;
  const { readinessProbe, livenessProbe } = target.container;
  listener.started();
  if (!readinessProbe) listener.ready(true);
  else void probeLoop({ ...loopOptions(options, 'Readiness', readinessProbe), onVerdict: (healthy) => listener.ready(healthy) });
  if (!livenessProbe) return;
  void probeLoop({
    ...loopOptions(options, 'Liveness', livenessProbe),
    onVerdict: (healthy) => {
      if (!healthy) listener.failed('Liveness');
    },
  });
}

function loopOptions(
  { target, listener, clock, signal }: HealthOptions,
  name: 'Liveness' | 'Readiness' | 'Startup',
  probe: NonNullable<Container['startupProbe']>,
) {
  return {
    probe,
    run: () => runProbe(probe, target),
    onFailure: (message: string) => listener.unhealthy(name, message),
    clock,
    signal,
  };
}
