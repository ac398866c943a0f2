/** Finds the pod, and the container in it, that a request for logs, exec, attach or port-forward is about. */
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { ObjectKey } from '../../../objects.ts';
import { typed } from '../json.ts';
import { badRequest, unknownPath } from '../refusals.ts';
import type { RequestContext } from './context.ts';
import { readEntry } from './read.ts';

/** Throws 404. */
export function readPod(context: RequestContext, { namespace, name }: ObjectKey): Pod {
  const resource = context.registry.find('', 'v1', 'pods');
  if (!resource) throw unknownPath();
  return typed<Pod>(readEntry(context, { resource, namespace, name }).object);
}

/** The container of that name, or the only one. Throws 400. */
export function containerOf({ metadata, spec }: Pod, asked: string | undefined): string {
  const namesOf = (containers: { name: string }[] = []) => containers.map(({ name }) => name);
  const names = namesOf(spec?.containers);
  const all = [...namesOf(spec?.initContainers), ...names, ...namesOf(spec?.ephemeralContainers)];
  if (asked) {
    if (all.includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${metadata?.name}`);
  }
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw badRequest(`a container name must be specified for pod ${metadata?.name}, choose one of: [${all.join(' ')}]`);
}

/** A pod that a node was given to run. Throws 404, and 400 for one that waits for a node. */
export function podOnNode(context: RequestContext, key: ObjectKey): Pod {
  const pod = readPod(context, key);
  if (!pod.spec?.nodeName) throw badRequest(`pod ${key.name} does not have a host assigned`);
  return pod;
}

/** The container in which something is to be run. Throws 404 and 400. */
export function containerToJoin(context: RequestContext, key: ObjectKey, asked: string | undefined): string {
  const container = containerOf(readPod(context, key), asked);
  podOnNode(context, key);
  return container;
}
