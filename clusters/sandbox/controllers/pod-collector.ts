import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../api-error.ts';
import { pods } from '../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../objects.ts';
import { createControlLoop } from './control-loop.ts';
import type { Controller, ControllerContext } from './controller-context.ts';
import { keyFromText } from './keys.ts';

/** Deletes pods that no node agent will ever end: those bound to a node that is no more, and those deleted before they were bound. */
export function startPodCollector(context: ControllerContext): Controller {
  const { caches, clock, log } = context;
  const loop = createControlLoop({ name: 'podgc', reconcile: (key) => reconcile(context, key), clock, log });
  const stops = [
    caches.pods.onChange(({ object }) => {
      if (isStranded(context, object)) loop.enqueue(keyText(keyOf(object)));
    }),
    caches.nodes.onChange(({ type, object }) => {
      if (type !== 'deleted') return;
      for (const pod of caches.pods.byIndex('node', object.metadata.name)) loop.enqueue(keyText(keyOf(pod)));
    }),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: ControllerContext, key: string): Promise<undefined> {
  await context.caches.nodes.synced;
  const pod = context.caches.pods.get(keyFromText(key));
  if (!pod || !isStranded(context, pod)) return;
  try {
    await context.cluster.delete(pods, keyOf(pod), { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } });
  } catch (error) {
    if (!isReason(error, 'NotFound', 'Conflict')) throw error;
  }
}

function isStranded({ caches }: ControllerContext, pod: Stored<Pod>): boolean {
  const node = pod.spec?.nodeName;
  if (node) return caches.nodes.hasSynced && !caches.nodes.get({ name: node });
  return Boolean(pod.metadata.deletionTimestamp);
}
