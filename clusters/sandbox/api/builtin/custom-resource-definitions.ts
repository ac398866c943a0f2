import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { structuralProblems } from '../custom/structural-schema.ts';
import { type ApiObject, typed } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import type { Strategy } from '../resource.ts';
import { dnsSubdomainProblem } from '../validation/names.ts';

export const customResourceDefinitionStrategy: Strategy = {
  countsGenerations: true,

  setDefaults(object) {
    const { spec } = typed<CustomResourceDefinition>(object);
    if (!spec?.names) return;
    spec.names.singular ??= spec.names.kind?.toLowerCase();
    spec.names.listKind ??= `${spec.names.kind}List`;
    spec.conversion ??= { strategy: 'None' };
  },

  /** Names are accepted and the kind served within the same request, so a definition is established from the start. */
  prepareCreate(object, { now }) {
    setEstablished(object, new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'));
  },

  prepareUpdate(object) {
    const definition = typed<CustomResourceDefinition>(object);
    if (definition.status) definition.status.acceptedNames = definition.spec.names;
  },

  validate(object, previous) {
    const definition = typed<CustomResourceDefinition>(object);
    if (!definition.spec?.names || !definition.spec.versions?.length) return missingParts(definition);
    return [
      ...validateNames(definition),
      ...validateVersions(definition.spec.versions),
      ...validateUnchanged(definition, previous && typed<CustomResourceDefinition>(previous)),
    ];
  },
};

function setEstablished(object: ApiObject, lastTransitionTime: string): void {
  const definition = typed<CustomResourceDefinition>(object);
  const stored = definition.spec?.versions?.find(({ storage }) => storage)?.name;
  definition.status = {
    acceptedNames: definition.spec?.names,
    conditions: [
      { type: 'NamesAccepted', status: 'True', lastTransitionTime, reason: 'NoConflicts', message: 'no conflicts found' },
      {
        type: 'Established',
        status: 'True',
        lastTransitionTime,
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
    ],
    storedVersions: stored ? [stored] : [],
  };
}

function missingParts({ spec }: CustomResourceDefinition): StatusCause[] {
  return [
    ...(spec?.names ? [] : [requiredValue('spec.names')]),
    ...(spec?.versions?.length ? [] : [requiredValue('spec.versions', 'must have exactly one version marked as storage version')]),
  ];
}

function validateNames({ metadata, spec }: CustomResourceDefinition): StatusCause[] {
  const { names, group, scope } = spec;
  const causes: StatusCause[] = [];
  for (const field of ['plural', 'kind'] as const) if (!names[field]) causes.push(requiredValue(`spec.names.${field}`));
  const groupProblem = group ? dnsSubdomainProblem(group) : undefined;
  if (!group) causes.push(requiredValue('spec.group'));
  else if (groupProblem) causes.push(invalidValue('spec.group', group, groupProblem));
  else if (!group.includes('.')) causes.push(invalidValue('spec.group', group, 'should be a domain with at least one dot'));
  if (metadata?.name !== `${names.plural}.${group}`) {
    causes.push(invalidValue('metadata.name', metadata?.name, 'must be spec.names.plural+"."+spec.group'));
  }
  if (!['Cluster', 'Namespaced'].includes(scope)) causes.push(notSupported('spec.scope', scope, ['Cluster', 'Namespaced']));
  return causes;
}

function validateVersions(versions: CustomResourceDefinitionVersion[]): StatusCause[] {
  const causes: StatusCause[] = [];
  if (versions.filter(({ storage }) => storage).length !== 1) {
    causes.push(
      invalidValue(
        'spec.versions',
        versions.map(({ name }) => name),
        'must have exactly one version marked as storage version',
      ),
    );
  }
  for (const [index, version] of versions.entries()) {
    const field = `spec.versions[${index}]`;
    if (!version.name) causes.push(requiredValue(`${field}.name`));
    const schema = version.schema?.openAPIV3Schema;
    if (!schema) causes.push(requiredValue(`${field}.schema.openAPIV3Schema`, 'schemas are required'));
    else causes.push(...structuralProblems(schema as Schema, `${field}.schema.openAPIV3Schema`));
  }
  return causes;
}

function validateUnchanged({ spec }: CustomResourceDefinition, previous: CustomResourceDefinition | undefined): StatusCause[] {
  if (!previous) return [];
  const pairs = [
    ['spec.group', spec.group, previous.spec.group],
    ['spec.scope', spec.scope, previous.spec.scope],
    ['spec.names.plural', spec.names.plural, previous.spec.names.plural],
    ['spec.names.kind', spec.names.kind, previous.spec.names.kind],
  ] as const;
  return pairs.filter(([, now, before]) => now !== before).map(([field, now]) => invalidValue(field, now, 'field is immutable'));
}
