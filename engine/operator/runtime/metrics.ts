import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../../contract/clock.ts';
import type { ReconcileObserver } from './controller/worker.ts';
import type { WorkQueueObserver } from './queue/work-queue.ts';

/** The operator's own figures, under controller-runtime's names so that its dashboards fit. */
export interface RuntimeMetrics {
  queue(name: string, clock: Clock): WorkQueueObserver;
  reconciles(controller: string, concurrency: number): ReconcileObserver;
  leading(name: string, isLeader: boolean): void;
}

const reconcileSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const queueSeconds = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100];

/** Registers the figures. @see https://book.kubebuilder.io/reference/metrics-reference */
export function createRuntimeMetrics(registry: Registry): RuntimeMetrics {
  const queue = queueMetrics(registry);
  const reconciles = reconcileMetrics(registry);
  const leader = new Gauge({
    name: 'leader_election_master_status',
    help: 'Whether this replica leads: 1 or 0.',
    labelNames: ['name'],
    registers: [registry],
  });
  return { queue, reconciles, leading: (name, isLeader) => leader.set({ name }, isLeader ? 1 : 0) };
}

function reconcileMetrics(registry: Registry): RuntimeMetrics['reconciles'] {
  const shared = { labelNames: ['controller'] as const, registers: [registry] };
  const total = new Counter({
    name: 'controller_runtime_reconcile_total',
    help: 'Reconciles, by result.',
    labelNames: ['controller', 'result'],
    registers: [registry],
  });
  const errors = new Counter({ name: 'controller_runtime_reconcile_errors_total', help: 'Reconciles that failed.', ...shared });
  const terminal = new Counter({
    name: 'controller_runtime_terminal_reconcile_errors_total',
    help: 'Reconciles that failed and are not tried again.',
    ...shared,
  });
  const seconds = new Histogram({
    name: 'controller_runtime_reconcile_time_seconds',
    help: 'Duration of a reconcile.',
    buckets: reconcileSeconds,
    ...shared,
  });
  const workers = new Gauge({ name: 'controller_runtime_max_concurrent_reconciles', help: 'Workers of a controller.', ...shared });
  const active = new Gauge({ name: 'controller_runtime_active_workers', help: 'Workers that reconcile now.', ...shared });

  return (controller, concurrency) => {
    workers.set({ controller }, concurrency);
    errors.inc({ controller }, 0);
    return {
      started: () => active.inc({ controller }),
      ended(outcome, duration) {
        active.dec({ controller });
        total.inc({ controller, result: outcome === 'terminal_error' ? 'error' : outcome });
        if (outcome === 'error' || outcome === 'terminal_error') errors.inc({ controller });
        if (outcome === 'terminal_error') terminal.inc({ controller });
        seconds.observe({ controller }, duration);
      },
    };
  };
}

function queueMetrics(registry: Registry): RuntimeMetrics['queue'] {
  const shared = { labelNames: ['name'] as const, registers: [registry] };
  const running = new Map<string, { clock: Clock; startTimes: () => Iterable<number> }>();
  const depth = new Gauge({ name: 'workqueue_depth', help: 'Keys that wait.', ...shared });
  const adds = new Counter({ name: 'workqueue_adds_total', help: 'Keys added.', ...shared });
  const retries = new Counter({ name: 'workqueue_retries_total', help: 'Keys added again after an error.', ...shared });
  const waited = new Histogram({
    name: 'workqueue_queue_duration_seconds',
    help: 'How long a key waited.',
    buckets: queueSeconds,
    ...shared,
  });
  const worked = new Histogram({
    name: 'workqueue_work_duration_seconds',
    help: 'How long work on a key took.',
    buckets: queueSeconds,
    ...shared,
  });
  new Gauge({
    name: 'workqueue_longest_running_processor_seconds',
    help: 'How long the longest work that still goes on has taken.',
    ...shared,
    collect() {
      for (const [name, { clock, startTimes }] of running) this.set({ name }, longestSeconds(clock, startTimes()));
    },
  });

  return (name, clock) => ({
    depth: (keys) => depth.set({ name }, keys),
    added: () => adds.inc({ name }),
    retried: () => retries.inc({ name }),
    waited: (seconds) => waited.observe({ name }, seconds),
    worked: (seconds) => worked.observe({ name }, seconds),
    running: (startTimes) => void running.set(name, { clock, startTimes }),
  });
}

function longestSeconds(clock: Clock, startTimes: Iterable<number>): number {
  let longest = 0;
  for (const startedAt of startTimes) longest = Math.max(longest, (clock.now() - startedAt) / 1000);
  return longest;
}
