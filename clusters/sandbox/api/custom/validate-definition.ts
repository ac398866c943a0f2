import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { equalJson } from '../json.ts';
import { dnsSubdomainProblem, serviceNameProblem } from '../validation/names.ts';
import { validateApproval } from './api-approval.ts';
import { isTrue } from './definition-conditions.ts';
import { validateVersions } from './definition-versions.ts';

/** Everything that is wrong with a definition, and with what an update makes of it. */
export function validateDefinition(definition: CustomResourceDefinition, previous: CustomResourceDefinition | undefined): StatusCause[] {
  const { spec } = definition;
  // Schemas that are there already need not be compiled again.
  const isSameSpec = previous !== undefined && equalJson(spec.versions, previous.spec.versions);
  return [
    ...validateName(definition),
    ...validateGroup(definition),
    ...(isSameSpec ? [] : validateVersions(spec.versions ?? [])),
    ...validateNames(definition),
    ...validateConversion(definition),
    ...validatePreservation(definition),
    ...(previous ? validateUnchanged(definition, previous) : []),
    ...validateStoredVersions(definition),
    ...validateApproval(definition, previous),
  ];
}

function validateName({ metadata, spec }: CustomResourceDefinition): StatusCause[] {
  const wanted = `${spec.names.plural}.${spec.group}`;
  return metadata?.name === wanted ? [] : [invalidValue('metadata.name', metadata?.name, 'must be spec.names.plural+"."+spec.group')];
}

function validateGroup({ spec: { group = '', scope } }: CustomResourceDefinition): StatusCause[] {
  const problem = dnsSubdomainProblem(group);
  const causes: StatusCause[] = [];
  if (group === '') causes.push(requiredValue('spec.group'));
  else if (problem) causes.push(invalidValue('spec.group', group, problem));
  else if (!group.includes('.')) causes.push(invalidValue('spec.group', group, 'should be a domain with at least one dot'));
  if (!scope) causes.push(requiredValue('spec.scope'));
  else if (!['Cluster', 'Namespaced'].includes(scope)) causes.push(notSupported('spec.scope', scope, ['Cluster', 'Namespaced']));
  return causes;
}

const MIXED_CASE = 'may have mixed case, but should otherwise match: ';

function validateNames({ spec: { names } }: CustomResourceDefinition): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const)
    if (!names[field]) causes.push(requiredValue(`spec.names.${field}`));
  for (const field of ['plural', 'singular'] as const) causes.push(...labelProblem(names[field], `spec.names.${field}`));
  for (const field of ['kind', 'listKind'] as const) causes.push(...labelProblem(names[field], `spec.names.${field}`, { mixedCase: true }));
  for (const field of ['shortNames', 'categories'] as const) {
    for (const [index, name] of (names[field] ?? []).entries()) causes.push(...labelProblem(name, `spec.names.${field}[${index}]`));
  }
  if (names.kind && names.kind === names.listKind) {
    causes.push(invalidValue('spec.names.listKind', names.listKind, 'kind and listKind may not be the same'));
  }
  return causes;
}

function labelProblem(name: string | undefined, field: string, { mixedCase = false } = {}): StatusCause[] {
  const problem = name ? serviceNameProblem(mixedCase ? name.toLowerCase() : name) : undefined;
  return problem ? [invalidValue(field, name, `${mixedCase ? MIXED_CASE : ''}${problem}`)] : [];
}

function validateConversion({ spec: { conversion } }: CustomResourceDefinition): StatusCause[] {
  if (!conversion) return [];
  const { strategy, webhook } = conversion;
  if (!['None', 'Webhook'].includes(strategy)) return [notSupported('spec.conversion.strategy', strategy, ['None', 'Webhook'])];
  if (strategy === 'None') {
    return webhook ? [forbiddenField('spec.conversion.webhookClientConfig', 'should not be set when strategy is not set to Webhook')] : [];
  }
  const config = webhook?.clientConfig;
  const causes: StatusCause[] = [];
  if (!config) causes.push(requiredValue('spec.conversion.webhookClientConfig', 'required when strategy is set to Webhook'));
  else if ((config.url === undefined) === (config.service === undefined)) {
    causes.push(requiredValue('spec.conversion.webhookClientConfig', 'exactly one of url or service is required'));
  }
  return [...causes, ...validateReviewVersions(webhook?.conversionReviewVersions ?? [])];
}

function validateReviewVersions(versions: readonly string[]): StatusCause[] {
  const field = 'spec.conversion.conversionReviewVersions';
  if (versions.length === 0) return [requiredValue(field)];
  return versions.some((version) => version === 'v1' || version === 'v1beta1')
    ? []
    : [invalidValue(field, versions, 'must include at least one of v1, v1beta1')];
}

function validatePreservation({ spec: { preserveUnknownFields } }: CustomResourceDefinition): StatusCause[] {
  if (!preserveUnknownFields) return [];
  const instead = 'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
  return [invalidValue('spec.preserveUnknownFields', true, instead)];
}

function validateUnchanged({ spec }: CustomResourceDefinition, previous: CustomResourceDefinition): StatusCause[] {
  const before = previous.spec;
  const pairs: [string, unknown, unknown][] = [
    ['spec.group', spec.group, before.group],
    ['spec.names.plural', spec.names.plural, before.names.plural],
  ];
  if (isTrue(previous, 'Established')) {
    pairs.unshift(['spec.scope', spec.scope, before.scope], ['spec.names.kind', spec.names.kind, before.names.kind]);
  }
  return pairs.filter(([, now, then]) => now !== then).map(([field, now]) => invalidValue(field, now, 'field is immutable'));
}

/** A version in which objects may still be stored has to stay. */
function validateStoredVersions({ spec, status }: CustomResourceDefinition): StatusCause[] {
  const stored = status?.storedVersions ?? [];
  const field = 'status.storedVersions';
  if (stored.length === 0) return [invalidValue(field, null, 'must have at least one stored version')];
  const names = (spec.versions ?? []).map(({ name }) => name);
  const missing = stored.flatMap((version, index) =>
    names.includes(version) ? [] : [invalidValue(`${field}[${index}]`, version, stillStored(version))],
  );
  const storage = spec.versions?.find((version) => version.storage)?.name;
  if (storage === undefined || stored.includes(storage)) return missing;
  return [invalidValue(field, stored, `must have the storage version ${storage}`), ...missing];
}

function stillStored(version: string): string {
  return `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`;
}
