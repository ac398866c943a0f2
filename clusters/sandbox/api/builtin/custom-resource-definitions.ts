import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { requiredValue } from '../causes.ts';
import { withCondition } from '../custom/definition-conditions.ts';
import { CLEANUP, DEFINITIONS } from '../custom/definition-constants.ts';
import { acceptNames } from '../custom/definition-names.ts';
import { validateDefinition } from '../custom/validate-definition.ts';
import { type ApiObject, typed } from '../json.ts';
import type { Strategy, StrategyFacts } from '../resource.ts';

export const customResourceDefinitionStrategy: Strategy = {
  countsGenerations: true,

  setDefaults(object) {
    const { spec } = typed<CustomResourceDefinition>(object);
    if (!spec?.names) return;
    if (spec.names.kind) {
      spec.names.singular ||= spec.names.kind.toLowerCase();
      spec.names.listKind ||= `${spec.names.kind}List`;
    }
    spec.conversion ??= { strategy: 'None' };
  },

  /** Names are looked at within the same request, so a definition without conflicts is established from the start. */
  prepareCreate(object, facts) {
    const definition = typed<CustomResourceDefinition>(object);
    delete definition.status;
    setStoredVersions(definition);
    setAcceptedNames(object, facts);
  },

  prepareUpdate(object, _, facts) {
    setStoredVersions(typed<CustomResourceDefinition>(object));
    setAcceptedNames(object, facts);
  },

  /** Its objects go first. */
  prepareDelete(object, { now }) {
    const definition = typed<CustomResourceDefinition>(object);
    object.metadata.finalizers = [...(object.metadata.finalizers ?? []).filter((finalizer) => finalizer !== CLEANUP), CLEANUP];
    const message = 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon';
    const pending = { type: 'Terminating', status: 'True', reason: 'InstanceDeletionPending', message } as const;
    object['status'] = { ...definition.status, conditions: withCondition(definition.status?.conditions ?? [], pending, timeOf(now)) };
  },

  validate(object, previous) {
    const definition = typed<CustomResourceDefinition>(object);
    if (!definition.spec?.names || !definition.spec.versions?.length) return missingParts(definition);
    return validateDefinition(definition, previous && typed<CustomResourceDefinition>(previous));
  },
};

/** The versions in which objects may be stored: the present one, and those before it. */
function setStoredVersions(definition: CustomResourceDefinition): void {
  const storage = definition.spec?.versions?.find((version) => version.storage)?.name;
  const stored = definition.status?.storedVersions ?? [];
  const storedVersions = storage === undefined || stored.includes(storage) ? stored : [...stored, storage];
  Object.assign(definition, { status: { ...definition.status, storedVersions } });
}

function setAcceptedNames(object: ApiObject, { now, objects }: StrategyFacts): void {
  const definition = typed<CustomResourceDefinition>(object);
  if (!definition.spec?.names) return;
  const all = [...objects(DEFINITIONS)].map((one) => typed<CustomResourceDefinition>(one));
  const others = all.filter(({ metadata, spec }) => spec.group === definition.spec.group && metadata?.name !== object.metadata.name);
  object['status'] = acceptNames(definition, others, timeOf(now));
}

function timeOf(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
}

function missingParts({ spec }: CustomResourceDefinition): StatusCause[] {
  return [
    ...(spec?.names ? [] : [requiredValue('spec.names')]),
    ...(spec?.versions?.length ? [] : [requiredValue('spec.versions', 'must have exactly one version marked as storage version')]),
  ];
}
