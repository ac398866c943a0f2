import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, requiredValue } from '../causes.ts';
import type { ApiObject } from '../json.ts';
import type { Resource } from '../resource.ts';
import {
  dnsLabelProblem,
  dnsSubdomainProblem,
  labelValueProblem,
  pathSegmentProblem,
  qualifiedNameProblem,
  serviceNameProblem,
} from './names.ts';

/** What is wrong with an object's metadata. */
export function validateMetadata(resource: Resource, { metadata }: ApiObject, previous: ApiObject | undefined): StatusCause[] {
  const causes = previous ? [] : validateName(resource, metadata.name);
  for (const [key, value] of Object.entries(metadata.labels ?? {})) causes.push(...validateLabel(key, value));
  for (const key of Object.keys(metadata.annotations ?? {})) {
    const problem = qualifiedNameProblem(key.toLowerCase());
    if (problem) causes.push(invalidValue('metadata.annotations', key, problem));
  }
  causes.push(...validateOwners(metadata.ownerReferences ?? []));
  return [...causes, ...validateFinalizers(metadata.finalizers ?? [], previous)];
}

function validateName(resource: Resource, name: string): StatusCause[] {
  if (!name) return [requiredValue('metadata.name', 'name or generateName is required')];
  const problem = nameRule(resource)(name);
  return problem ? [invalidValue('metadata.name', name, problem)] : [];
}

function nameRule({ group, plural }: Resource): (name: string) => string | undefined {
  if (group === 'rbac.authorization.k8s.io') return pathSegmentProblem;
  if (group === '' && plural === 'services') return serviceNameProblem;
  return group === '' && plural === 'namespaces' ? dnsLabelProblem : dnsSubdomainProblem;
}

function validateLabel(key: string, value: unknown): StatusCause[] {
  const keyProblem = qualifiedNameProblem(key);
  const valueProblem = labelValueProblem(String(value));
  return [
    ...(keyProblem ? [invalidValue('metadata.labels', key, keyProblem)] : []),
    ...(valueProblem ? [invalidValue('metadata.labels', value, valueProblem)] : []),
  ];
}

function validateOwners(owners: Record<string, unknown>[]): StatusCause[] {
  return owners.flatMap((owner, index) =>
    ['apiVersion', 'kind', 'name', 'uid']
      .filter((field) => !owner[field])
      .map((field) => invalidValue(`metadata.ownerReferences[${index}].${field}`, '', `${field} must not be empty`)),
  );
}

const STANDARD_FINALIZERS = ['orphan', 'foregroundDeletion', 'kubernetes'];

function validateFinalizers(finalizers: string[], previous: ApiObject | undefined): StatusCause[] {
  const causes = finalizers
    .filter((name) => !name.includes('/') && !STANDARD_FINALIZERS.includes(name))
    .map((name) => invalidValue('metadata.finalizers', name, 'name is neither a standard finalizer name nor is it fully qualified'));
  if (!previous?.metadata.deletionTimestamp) return causes;
  const before = previous.metadata.finalizers ?? [];
  const added = finalizers.filter((name) => !before.includes(name));
  if (added.length === 0) return causes;
  const list = added.map((name) => JSON.stringify(name)).join(', ');
  return [
    ...causes,
    forbiddenField(
      'metadata.finalizers',
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`,
    ),
  ];
}
