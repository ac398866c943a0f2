import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { type ApiObject, copyJson, typed } from '../json.ts';
import type { RequestContext } from '../requests/context.ts';
import { deleteObject } from '../requests/delete.ts';
import { isGone } from '../requests/finalizers.ts';
import type { Resource } from '../resource.ts';
import { timestamp } from '../timestamp.ts';
import { type Condition, isTrue, withCondition } from './definition-conditions.ts';
import { CLEANUP, DEFINITIONS } from './definition-constants.ts';
import { acceptNames } from './definition-names.ts';

/**
 * What becomes of definitions after a write: names that came free are given to who waits for them, and a definition that
 * is being deleted goes when its objects have gone.
 */
export function followDefinitions(context: RequestContext): void {
  const { store } = context;
  const followed = new Set<string>();

  /** Not within the change itself: all listeners are to see changes in their order. */
  function soon(step: () => void): void {
    queueMicrotask(() => {
      if (!context.closing.aborted) step();
    });
  }

  function follow(key: string): void {
    const entry = store.get(DEFINITIONS, key);
    if (!entry?.object.metadata.deletionTimestamp || !entry.object.metadata.finalizers?.includes(CLEANUP)) return;
    const bucket = bucketOf(entry.object);
    if (!followed.has(bucket)) {
      followed.add(bucket);
      store.onChange(bucket, ({ type }) => {
        if (type === 'DELETED' && store.list(bucket).length === 0) soon(() => finish(key));
      });
    }
    deleteInstances(context, entry.object);
    finish(key);
  }

  function finish(key: string): void {
    const entry = store.get(DEFINITIONS, key);
    if (!entry?.object.metadata.deletionTimestamp || store.list(bucketOf(entry.object)).length > 0) return;
    const object = copyJson(entry.object);
    object.metadata.finalizers = (object.metadata.finalizers ?? []).filter((finalizer) => finalizer !== CLEANUP);
    setCondition(context, object, instancesGone(object));
    if (isGone(object)) store.remove(DEFINITIONS, key);
    else store.put(DEFINITIONS, key, object);
  }

  store.onChange(DEFINITIONS, ({ type, entry }) => {
    if (type === 'MODIFIED') soon(() => follow(entry.key));
    soon(() => giveFreeNames(context, typed<CustomResourceDefinition>(entry.object).spec.group));
  });
  for (const { key } of store.list(DEFINITIONS)) follow(key);
}

function bucketOf(definition: ApiObject): string {
  const { group, names } = typed<CustomResourceDefinition>(definition).spec;
  return `${group}/${names.plural}`;
}

function deleteInstances(context: RequestContext, definition: ApiObject): void {
  const { group, names, versions } = typed<CustomResourceDefinition>(definition).spec;
  if (!isTrue(typed<CustomResourceDefinition>(definition), 'Established')) return;
  tell(context, definition);
  const [resource] = versions.flatMap(({ name }) => context.registry.find(group, name, names.plural) ?? []);
  if (resource) deleteAll(context, resource);
  else removeAll(context, bucketOf(definition));
}

function deleteAll(context: RequestContext, resource: Resource): void {
  for (const { object } of [...context.store.list(resource.bucket)]) {
    const { namespace, name, deletionTimestamp } = object.metadata;
    if (!deletionTimestamp) deleteObject(context, { resource, namespace, name }, {});
  }
}

/** Where no version is served, nobody can ask for the objects, nor see them go. */
function removeAll({ store }: RequestContext, bucket: string): void {
  for (const { key } of [...store.list(bucket)]) store.remove(bucket, key);
}

function tell(context: RequestContext, definition: ApiObject): void {
  const object = copyJson(definition);
  const reason = 'InstanceDeletionInProgress';
  setCondition(context, object, { type: 'Terminating', status: 'True', reason, message: 'CustomResource deletion is in progress' });
  const isKnown = typed<CustomResourceDefinition>(definition).status?.conditions?.some((condition) => condition.reason === reason);
  if (!isKnown) context.store.put(DEFINITIONS, object.metadata.name, object);
}

function instancesGone(definition: ApiObject): Condition {
  return isTrue(typed<CustomResourceDefinition>(definition), 'Established')
    ? { type: 'Terminating', status: 'False', reason: 'InstanceDeletionCompleted', message: 'removed all instances' }
    : { type: 'Terminating', status: 'False', reason: 'NeverEstablished', message: 'resource was never established' };
}

function setCondition(context: RequestContext, definition: ApiObject, condition: Condition): void {
  const { status } = typed<CustomResourceDefinition>(definition);
  definition['status'] = { ...status, conditions: withCondition(status?.conditions ?? [], condition, timestamp(context.clock.now())) };
}

/** Looks again at the definitions of a group that wait for a name. */
function giveFreeNames({ store, clock }: RequestContext, group: string): void {
  const all = () => store.list(DEFINITIONS).map(({ object }) => typed<CustomResourceDefinition>(object));
  for (const definition of all().filter(({ spec }) => spec.group === group)) {
    if (isTrue(definition, 'NamesAccepted')) continue;
    const others = all().filter(({ metadata, spec }) => spec.group === group && metadata?.name !== definition.metadata?.name);
    const status = acceptNames(definition, others, timestamp(clock.now()));
    const before = definition.status?.conditions ?? [];
    if (JSON.stringify(status.conditions) === JSON.stringify(before)) continue;
    const object = copyJson(definition) as unknown as ApiObject;
    object['status'] = status;
    store.put(DEFINITIONS, object.metadata.name, object);
  }
}
