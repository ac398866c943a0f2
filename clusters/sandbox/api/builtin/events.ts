import type { Event } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, requiredValue } from '../causes.ts';
import { type ApiObject, type JsonObject, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

/** Events are kept as core/v1 has them; events.k8s.io/v1 is another view of the same objects. */
export const coreEventStrategy: Strategy = {
  setDefaults(object) {
    const event = typed<Event>(object);
    event.type ??= 'Normal';
    event.source ??= {};
  },
  validate(object) {
    const event = typed<Event>(object);
    return event.involvedObject ? validatePlace(event) : [requiredValue('involvedObject')];
  },
  selectableFields: {
    ...Object.fromEntries(
      ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map((field) => [
        `involvedObject.${field}`,
        (object: JsonObject) => String((object['involvedObject'] as JsonObject | undefined)?.[field] ?? ''),
      ]),
    ),
    reason: (object) => String(object['reason'] ?? ''),
    type: (object) => String(object['type'] ?? ''),
    reportingComponent: (object) => String(object['reportingComponent'] ?? ''),
    source: (object) => String((object['source'] as JsonObject | undefined)?.['component'] ?? ''),
  },
};

/** Events are in the namespace of what they are about; those about the cluster itself in `default`. */
function validatePlace({ metadata, involvedObject }: Event): StatusCause[] {
  const { namespace = '' } = involvedObject;
  const own = metadata.namespace ?? '';
  const fits = namespace === '' ? own === 'default' || own === 'kube-system' : namespace === own;
  return fits ? [] : [invalidValue('involvedObject.namespace', namespace, 'does not match event.namespace')];
}

export const groupedEventStrategy: Strategy = {
  ...coreEventStrategy,
  setDefaults(object) {
    // The older view's fields are there, and empty.
    object['deprecatedSource'] ??= {};
    object['deprecatedFirstTimestamp'] ??= null;
    object['deprecatedLastTimestamp'] ??= null;
  },
  validate: (object) => REQUIRED.filter((field) => !object[field]).map((field) => requiredValue(field)),
  fromStored: (object) =>
    renamed(
      object,
      'events.k8s.io/v1',
      pairs.map(([core, grouped]) => [core, grouped]),
    ),
  toStored: (object) =>
    renamed(
      object,
      'v1',
      pairs.map(([core, grouped]) => [grouped, core]),
    ),
};

/** What an event of this version cannot be without. */
const REQUIRED = ['eventTime', 'reportingController', 'reportingInstance', 'action', 'reason', 'type'];

const pairs = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const;

function renamed(object: ApiObject, apiVersion: string, names: (readonly [string, string])[]): ApiObject {
  const byName = new Map(names);
  const fields = Object.entries(object).map(([field, value]) => [byName.get(field) ?? field, value]);
  return { ...Object.fromEntries(fields), apiVersion } as ApiObject;
}
