import type { Container, EnvFromSource, EnvVar } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { configKeyProblem } from '../validation/names.ts';

const FIELD_PATHS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** What is wrong with a container's variables and where they come from. */
export function validateEnvironment({ env = [], envFrom = [] }: Container, place: string): StatusCause[] {
  return [
    ...env.flatMap((variable, index) => validateVariable(variable, `${place}.env[${index}]`)),
    ...envFrom.flatMap((source, index) => validateSource(source, { field: `${place}.envFrom`, index })),
  ];
}

function validateVariable({ name, value, valueFrom }: EnvVar, field: string): StatusCause[] {
  return [
    ...(name ? nameProblems(name, `${field}.name`) : [requiredValue(`${field}.name`)]),
    ...(valueFrom ? valueFromProblems(valueFrom, value, `${field}.valueFrom`) : []),
  ];
}

function nameProblems(name: string, field: string): StatusCause[] {
  const isFine = /^[ -<>-~]+$/.test(name);
  return isFine
    ? []
    : [invalidValue(field, name, "a valid environment variable name must consist only of printable ASCII characters other than '='")];
}

type ValueFrom = NonNullable<EnvVar['valueFrom']>;

function valueFromProblems(valueFrom: ValueFrom, value: string | undefined, field: string): StatusCause[] {
  const { fieldRef, configMapKeyRef, secretKeyRef, resourceFieldRef } = valueFrom;
  const count = Object.values(valueFrom).filter((source) => source !== undefined).length;
  return [
    ...(fieldRef ? fieldProblems(fieldRef.fieldPath, `${field}.fieldRef.fieldPath`) : []),
    ...(resourceFieldRef && !resourceFieldRef.resource ? [requiredValue(`${field}.resourceFieldRef.resource`)] : []),
    ...(configMapKeyRef ? keyProblems(configMapKeyRef, `${field}.configMapKeyRef`) : []),
    ...(secretKeyRef ? keyProblems(secretKeyRef, `${field}.secretKeyRef`) : []),
    ...countProblems(count, value, field),
  ];
}

function countProblems(count: number, value: string | undefined, field: string): StatusCause[] {
  if (count === 0) {
    return [
      invalidValue(field, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'),
    ];
  }
  if (value) return [invalidValue(field, '', 'may not be specified when `value` is not empty')];
  return count > 1 ? [invalidValue(field, '', 'may not have more than one field specified at a time')] : [];
}

function fieldProblems(path: string, field: string): StatusCause[] {
  if (!path) return [requiredValue(field)];
  if (/^metadata\.(labels|annotations)\['.+'\]$/.test(path) || FIELD_PATHS.includes(path)) return [];
  if (!/^(metadata|spec|status)\./.test(path))
    return [invalidValue(field, path, `error converting fieldPath: field label not supported: ${path}`)];
  return [notSupported(field, path, FIELD_PATHS)];
}

function keyProblems({ name, key }: { name?: string; key: string }, field: string): StatusCause[] {
  const problem = key ? configKeyProblem(key) : undefined;
  return [
    ...(name ? [] : [requiredValue(`${field}.name`)]),
    ...(key ? [] : [requiredValue(`${field}.key`)]),
    ...(problem ? [invalidValue(`${field}.key`, key, problem)] : []),
  ];
}

function validateSource(
  { prefix, configMapRef, secretRef }: EnvFromSource,
  { field, index }: { field: string; index: number },
): StatusCause[] {
  const place = `${field}[${index}]`;
  const count = [configMapRef, secretRef].filter(Boolean).length;
  return [
    ...(prefix ? nameProblems(prefix, `${place}.prefix`) : []),
    ...(configMapRef && !configMapRef.name ? [requiredValue(`${place}.configMapRef.name`)] : []),
    ...(secretRef && !secretRef.name ? [requiredValue(`${place}.secretRef.name`)] : []),
    ...(count === 0 ? [invalidValue(field, '', 'must specify one of: `configMapRef` or `secretRef`')] : []),
    ...(count > 1 ? [invalidValue(field, '', 'may not have more than one field specified at a time')] : []),
  ];
}
