import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, requiredValue, tooLong } from '../causes.ts';
import type { ApiMetadata, ApiObject } from '../json.ts';
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
  const causes = previous ? [] : [...validatePrefix(resource, metadata.generateName), ...validateName(resource, metadata.name)];
  if (previous) causes.push(...validateUnchanged(metadata, previous.metadata));
  causes.push(...validateLabels(metadata.labels ?? {}, 'metadata.labels'));
  causes.push(...validateAnnotations(metadata.annotations ?? {}, 'metadata.annotations'));
  causes.push(...validateOwners(metadata.ownerReferences ?? []));
  return [...causes, ...validateFinalizers(resource, metadata.finalizers ?? [], previous)];
}

/** What names begin with follows their rules, but that it may end as no name can. */
function validatePrefix(resource: Resource, prefix: string | undefined): StatusCause[] {
  const problem = prefix ? nameRule(resource)(prefix.replace(/-$/, 'a')) : undefined;
  return problem ? [invalidValue('metadata.generateName', prefix, problem)] : [];
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

/** What the server alone sets; it is there again by now, unless a client has set it first. */
function validateUnchanged(metadata: ApiMetadata, previous: ApiMetadata): StatusCause[] {
  return (['deletionTimestamp', 'deletionGracePeriodSeconds'] as const)
    .filter((field) => metadata[field] !== previous[field])
    .map((field) => invalidValue(`metadata.${field}`, metadata[field] ?? null, 'field is immutable'));
}

export function validateLabels(labels: Record<string, string>, field: string): StatusCause[] {
  return Object.entries(labels).flatMap(([key, value]) => validateLabel(key, value, field));
}

const LONGEST_ANNOTATIONS = 256 * 1024;

export function validateAnnotations(annotations: Record<string, string>, field: string): StatusCause[] {
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  const causes = Object.keys(annotations).flatMap((key) => {
    const problem = qualifiedNameProblem(key.toLowerCase());
    return problem ? [invalidValue(field, key, problem)] : [];
  });
  return size > LONGEST_ANNOTATIONS ? [...causes, tooLong(field, LONGEST_ANNOTATIONS)] : causes;
}

function validateLabel(key: string, value: unknown, field: string): StatusCause[] {
  const keyProblem = qualifiedNameProblem(key);
  const valueProblem = labelValueProblem(String(value));
  return [
    ...(keyProblem ? [invalidValue(field, key, keyProblem)] : []),
    ...(valueProblem ? [invalidValue(field, value, valueProblem)] : []),
  ];
}

function validateOwners(owners: Record<string, unknown>[]): StatusCause[] {
  const field = 'metadata.ownerReferences';
  const controllers = owners.filter(({ controller }) => controller === true).map(({ kind, name }) => `${kind}/${name}`);
  const [first, ...others] = controllers;
  return [
    ...owners.flatMap((owner) => ownerProblems(owner, field)),
    ...others.map((other) => {
      const why = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${other}`;
      return invalidValue(field, owners, why);
    }),
  ];
}

function ownerProblems(owner: Record<string, unknown>, field: string): StatusCause[] {
  return [
    ...(owner['apiVersion'] ? [] : [invalidValue(`${field}.apiVersion`, '', 'version must not be empty')]),
    ...['kind', 'name', 'uid'].filter((name) => !owner[name]).map((name) => invalidValue(`${field}.${name}`, '', 'must not be empty')),
  ];
}

/** Those of the server's own, which have no domain. */
export const STANDARD_FINALIZERS = ['orphan', 'foregroundDeletion', 'kubernetes'];

function validateFinalizers({ custom }: Resource, finalizers: string[], previous: ApiObject | undefined): StatusCause[] {
  const causes = finalizers.flatMap((name, index) => {
    const problem = qualifiedNameProblem(name);
    if (problem) return [invalidValue('metadata.finalizers', name, problem)];
    if (custom || name.includes('/') || STANDARD_FINALIZERS.includes(name)) return [];
    const why = 'name is neither a standard finalizer name nor is it fully qualified';
    return [invalidValue(`metadata.finalizers[${index}]`, name, why)];
  });
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
