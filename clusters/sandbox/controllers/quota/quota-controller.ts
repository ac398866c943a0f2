import { isDeepStrictEqual } from 'node:util';
import { isReason } from '../../../api-error.ts';
import type { Informer } from '../../../informer/informer.ts';
import { resourceQuotas } from '../../../kinds.ts';
import { type KubernetesObject, keyOf, keyText } from '../../../objects.ts';
import { createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { keyFromText } from '../keys.ts';
import { writeStatus } from '../write-status.ts';
import { countedKinds, quotaStatus } from './decide-quota-status.ts';
import { createKindCopies, type KindCopies } from './kind-copies.ts';

/** Objects that change together are counted together. */
const batchMilliseconds = 10;

/** Keeps what quotas say is used. What they refuse is decided by the API server, from the objects themselves. */
export function startQuotaController(context: ControllerContext): Controller {
  const { caches, clock, log } = context;
  const copies = createKindCopies(context, (namespace) => {
    for (const quota of caches.resourceQuotas.list(namespace)) loop.enqueue(keyText(keyOf(quota)), batchMilliseconds);
  });
  const loop = createControlLoop({ name: 'resourcequota', reconcile: (key) => reconcile(context, copies, key), clock, log });
  const stop = caches.resourceQuotas.onChange(({ type, object }) => {
    if (type !== 'deleted') loop.enqueue(keyText(keyOf(object)));
  });
  return {
    async stop() {
      stop();
      copies.stop();
      await loop.stop();
    },
  };
}

async function reconcile({ cluster, caches, clock }: ControllerContext, copies: KindCopies, key: string): Promise<undefined> {
  const quota = caches.resourceQuotas.get(keyFromText(key));
  if (!quota) return;
  const informers = new Map<string, Informer<KubernetesObject>>();
  for (const kind of countedKinds(Object.keys(quota.spec?.hard ?? {}))) {
    const copy = await copies.of(kind);
    if (copy) informers.set(`${kind.group}/${kind.plural}`, copy);
  }
  const objectsOf = ({ group, plural }: { group: string; plural: string }) =>
    informers.get(`${group}/${plural}`)?.list(quota.metadata.namespace) ?? [];
  const status = quotaStatus(quota, objectsOf, clock.now());
  if (isDeepStrictEqual(status, quota.status)) return;
  try {
    await writeStatus(cluster, resourceQuotas, quota, status);
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
