import { isDeepStrictEqual } from 'node:util';
import type { Pod, Service } from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { isReason } from '../../../api-error.ts';
import { endpointSlices } from '../../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../../objects.ts';
import { createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { keyFromText } from '../keys.ts';
import { matchesSelector } from '../label-selector.ts';
import { decideEndpointSlices, serviceNameLabel, sliceManager } from './decide-endpoint-slices.ts';

/** Pods that change together are written together. */
const batchMilliseconds = 20;

/** Keeps each service's endpoint slices as its pods are. */
export function startEndpointSliceController(context: ControllerContext): Controller {
  const { caches, clock, log } = context;
  const loop = createControlLoop({ name: 'endpointslice', reconcile: (key) => reconcile(context, key), clock, log });
  const stops = [
    caches.services.onChange(({ object }) => loop.enqueue(keyText(keyOf(object)))),
    caches.pods.onChange(({ object, previous }) => {
      for (const pod of previous ? [previous, object] : [object]) {
        for (const service of servicesOf(context, pod)) loop.enqueue(keyText(keyOf(service)), batchMilliseconds);
      }
    }),
    caches.endpointSlices.onChange(({ object }) => {
      const [service] = sliceService(object);
      if (service) loop.enqueue(service);
    }),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

/** The informer index `service`. Slices that others manage are not ours to touch. */
export function sliceService({ metadata }: EndpointSlice): string[] {
  const name = metadata?.labels?.[serviceNameLabel];
  const ours = metadata?.labels?.['endpointslice.kubernetes.io/managed-by'] === sliceManager;
  return name && ours ? [keyText({ namespace: metadata?.namespace, name })] : [];
}

async function reconcile({ cluster, caches }: ControllerContext, key: string): Promise<undefined> {
  const service = caches.services.get(keyFromText(key));
  // A deleted service's slices go by their owner reference.
  if (!service || service.metadata.deletionTimestamp) return;
  const wanted = decideEndpointSlices(service, caches.pods.list(service.metadata.namespace));
  const present = caches.endpointSlices.byIndex('service', key);
  for (const slice of wanted)
    await write(
      cluster,
      slice,
      present.find((known) => known.metadata.name === slice.metadata?.name),
    );
  const names = new Set(wanted.map((slice) => slice.metadata?.name));
  for (const slice of present.filter((known) => !names.has(known.metadata.name))) await remove(cluster, slice);
}

// This controller alone writes these slices, so the newest decision wins without asking for a version: a cache that is
// behind at worst writes the same again.
async function write(
  cluster: ControllerContext['cluster'],
  slice: EndpointSlice,
  present: Stored<EndpointSlice> | undefined,
): Promise<void> {
  if (present && isDeepStrictEqual([present.endpoints, present.metadata.labels], [slice.endpoints, slice.metadata?.labels])) return;
  try {
    await (present ? cluster.update(endpointSlices, slice) : cluster.create(endpointSlices, slice));
  } catch (error) {
    if (present ? !isReason(error, 'NotFound') : !isReason(error, 'AlreadyExists')) throw error;
    await (present ? cluster.create(endpointSlices, slice) : cluster.update(endpointSlices, slice));
  }
}

async function remove(cluster: ControllerContext['cluster'], slice: Stored<EndpointSlice>): Promise<void> {
  try {
    await cluster.delete(endpointSlices, keyOf(slice));
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

function servicesOf({ caches }: ControllerContext, pod: Stored<Pod>): Stored<Service>[] {
  const services = caches.services.list(pod.metadata.namespace);
  return services.filter(({ spec }) => spec?.selector && matchesSelector({ matchLabels: spec.selector }, pod.metadata.labels));
}
