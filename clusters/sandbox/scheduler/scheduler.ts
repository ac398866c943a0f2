/** Binds pods to nodes: the thin part. What goes where is decided in place.ts. */
import type { Pod, PodCondition } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../api-error.ts';
import { pods } from '../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../objects.ts';
import { createControlLoop } from '../controllers/control-loop.ts';
import type { Controller, ControllerContext } from '../controllers/controller-context.ts';
import { keyFromText } from '../controllers/keys.ts';
import { isFinished, podCondition } from '../controllers/pod-facts.ts';
import { timestamp } from '../controllers/time.ts';
import { claimNames, reasonInClaims } from './claim-reasons.ts';
import { NodeLedger } from './node-ledger.ts';
import { heldBack, type Placement, place } from './place.ts';

interface SchedulerContext extends ControllerContext {
  ledger: NodeLedger;
  /** Keys of pods that fitted nowhere: tried again when a node, room or a claim appears. */
  waiting: Set<string>;
}

/** Starts the scheduler. The caches of nodes and pods must have their first lists. */
export function startScheduler(base: ControllerContext): Controller {
  const { caches, clock, log } = base;
  const context: SchedulerContext = { ...base, ledger: new NodeLedger(), waiting: new Set() };
  const { ledger, waiting } = context;
  // Deciding is synchronous, so that workers see each other's bookings; only the writes overlap.
  const loop = createControlLoop({ name: 'scheduler', reconcile: (key) => schedule(context, key), clock, log, workers: 16 });
  const retryWaiting = (isMeanwhilePossible: (pod: Stored<Pod>) => boolean = () => true) => {
    for (const key of [...waiting]) {
      const pod = caches.pods.get(keyFromText(key));
      if (pod && !isMeanwhilePossible(pod)) continue;
      waiting.delete(key);
      loop.enqueue(key);
    }
  };
  const stops = [
    caches.nodes.onChange(({ type, object }) => {
      if (type === 'deleted') ledger.removeNode(object.metadata.name);
      else ledger.setNode(object);
      retryWaiting();
    }),
    caches.pods.onChange(({ type, object }) => {
      const over = type === 'deleted' || isFinished(object);
      if (over) waiting.delete(keyText(keyOf(object)));
      if (over && ledger.release(object.metadata.uid)) retryWaiting();
      if (over) return;
      if (object.spec?.nodeName) ledger.book(object, object.spec.nodeName);
      else if (isMeant(object)) loop.enqueue(keyText(keyOf(object)));
    }),
    caches.persistentVolumeClaims.onChange(({ object: { metadata } }) =>
      retryWaiting((pod) => pod.metadata.namespace === metadata.namespace && claimNames(pod).includes(metadata.name)),
    ),
    caches.storageClasses.onChange(() => retryWaiting((pod) => claimNames(pod).length > 0)),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

/** Pods may name another scheduler, which then has to bind them. */
function isMeant({ spec }: Stored<Pod>): boolean {
  return (spec?.schedulerName ?? 'default-scheduler') === 'default-scheduler';
}

async function schedule(context: SchedulerContext, key: string): Promise<undefined> {
  const pod = context.caches.pods.get(keyFromText(key));
  if (!pod || pod.spec?.nodeName || pod.metadata.deletionTimestamp || isFinished(pod)) return;
  if (context.ledger.isBooked(pod.metadata.uid)) return;
  const placement = placementOf(context, pod);
  if ('node' in placement) await bind(context, pod, placement.node);
  else await tellUnschedulable(context, pod, placement.reason);
}

function placementOf({ caches, ledger }: SchedulerContext, pod: Stored<Pod>): Placement {
  const { accounts } = ledger;
  const reason = reasonInClaims(pod, {
    claim: (key) => caches.persistentVolumeClaims.get(key),
    storageClass: (name) => caches.storageClasses.get({ name }),
  });
  return reason && accounts.length > 0 ? heldBack(accounts.length, reason) : place(pod, accounts);
}

async function bind({ cluster, ledger, events }: SchedulerContext, pod: Stored<Pod>, node: string): Promise<void> {
  ledger.book(pod, node);
  try {
    const body = { metadata: { uid: pod.metadata.uid }, spec: { nodeName: node } };
    await cluster.patch(pods, keyOf(pod), { type: 'merge', body });
  } catch (error) {
    ledger.release(pod.metadata.uid);
    if (isReason(error, 'NotFound', 'Conflict')) return;
    throw error;
  }
  const message = `Successfully assigned ${keyText(keyOf(pod))} to ${node}`;
  events.record(pod, { type: 'Normal', reason: 'Scheduled', action: 'Binding', message });
}

async function tellUnschedulable({ cluster, clock, events, waiting }: SchedulerContext, pod: Stored<Pod>, reason: string): Promise<void> {
  waiting.add(keyText(keyOf(pod)));
  const known = podCondition(pod, 'PodScheduled');
  if (known?.status === 'False' && known.message === reason) return;
  events.record(pod, { type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling', message: reason });
  const condition: PodCondition = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message: reason,
    lastTransitionTime: known?.status === 'False' && known.lastTransitionTime ? known.lastTransitionTime : timestamp(clock.now()),
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const body = { status: { phase: 'Pending', conditions: [...others, condition] } };
  await cluster.patch(pods, keyOf(pod), { type: 'merge', body }, { subresource: 'status' });
}
