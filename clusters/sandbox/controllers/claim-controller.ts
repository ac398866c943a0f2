import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import { persistentVolumeClaims } from '../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../objects.ts';
import { createControlLoop } from './control-loop.ts';
import type { Controller, ControllerContext } from './controller-context.ts';
import { keyFromText } from './keys.ts';

/** Binds every claim at once, whatever its storage class: the sandbox has a folder for each. No PersistentVolume object is made. */
export function startClaimController(context: ControllerContext): Controller {
  const { caches, clock, log } = context;
  const loop = createControlLoop({ name: 'claim', reconcile: (key) => reconcile(context, key), clock, log });
  const stop = caches.persistentVolumeClaims.onChange(({ object }) => loop.enqueue(keyText(keyOf(object))));
  return {
    async stop() {
      stop();
      await loop.stop();
    },
  };
}

async function reconcile({ cluster, caches }: ControllerContext, key: string): Promise<undefined> {
  const claim = caches.persistentVolumeClaims.get(keyFromText(key));
  if (!claim || claim.metadata.deletionTimestamp || claim.status?.phase === 'Bound') return;
  if (!claim.spec?.volumeName) {
    await cluster.patch(persistentVolumeClaims, keyOf(claim), {
      type: 'merge',
      body: { spec: { volumeName: `pvc-${claim.metadata.uid}` } },
    });
  }
  await cluster.patch(
    persistentVolumeClaims,
    keyOf(claim),
    { type: 'merge', body: { status: boundStatus(claim) } },
    { subresource: 'status' },
  );
}

function boundStatus({ spec }: Stored<PersistentVolumeClaim>): NonNullable<PersistentVolumeClaim['status']> {
  return {
    phase: 'Bound',
    ...(spec?.accessModes ? { accessModes: spec.accessModes } : {}),
    ...(spec?.resources?.requests ? { capacity: spec.resources.requests } : {}),
  };
}
