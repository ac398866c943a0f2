/** A container's environment variables from its spec. */
import type { ConfigMap, Container, EnvVar, Pod, Secret } from 'kubernetes-types/core/v1.d.ts';
import { milliUnits } from '../../quantity.ts';
import { expandVariables } from './expand-variables.ts';
import { podAddress } from './port-annotation.ts';

/** Reads what a pod refers to; undefined when it is not there. */
export interface References {
  configMap(name: string): Promise<ConfigMap | undefined>;
  secret(name: string): Promise<Secret | undefined>;
}

/** Something that the container's spec refers to is missing. Reported as `CreateContainerConfigError`. */
export class ContainerConfigError extends Error {
  override readonly name = 'ContainerConfigError';
}

/** `envFrom` first, then `env`, later ones winning; values may use earlier variables. Throws ContainerConfigError. */
export async function resolveEnvironment(pod: Pod, container: Container, references: References): Promise<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const { configMapRef, secretRef, prefix = '' } of container.envFrom ?? []) {
    const data = configMapRef
      ? (await required('configmap', configMapRef, references.configMap))?.data
      : secretRef && decoded(await required('secret', secretRef, references.secret));
    for (const [name, value] of Object.entries(data ?? {})) variables[prefix + name] = value;
  }
  for (const variable of container.env ?? []) {
    const value = await variableValue(variable, { pod, container, references, variables });
    if (value !== undefined) variables[variable.name] = value;
  }
  return variables;
}

/** A secret's data as text. */
export function decoded(secret: Secret | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(secret?.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

interface Scope {
  pod: Pod;
  container: Container;
  references: References;
  variables: Record<string, string>;
}

async function variableValue({ value, valueFrom }: EnvVar, { pod, container, references, variables }: Scope): Promise<string | undefined> {
  if (!valueFrom) return expandVariables(value ?? '', variables);
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  if (configMapKeyRef)
    return keyOf('configmap', configMapKeyRef, (await required('configmap', configMapKeyRef, references.configMap))?.data);
  if (secretKeyRef) return keyOf('secret', secretKeyRef, decoded(await required('secret', secretKeyRef, references.secret)));
  if (fieldRef) return fieldOf(pod, fieldRef.fieldPath);
  if (resourceFieldRef) return resourceOf(pod, container, resourceFieldRef);
  return '';
}

interface Reference {
  name?: string;
  optional?: boolean;
}

async function required<T>(
  what: string,
  { name = '', optional }: Reference,
  read: (name: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const found = await read(name);
  if (!found && !optional) throw new ContainerConfigError(`${what} "${name}" not found`);
  return found;
}

function keyOf(what: string, { name, key, optional }: Reference & { key: string }, data: Record<string, string> = {}): string | undefined {
  const value = data[key];
  if (value === undefined && !optional) throw new ContainerConfigError(`couldn't find key ${key} in ${what} "${name}"`);
  return value;
}

/** A field of the downward API. Throws ContainerConfigError for one that it does not have. */
export function fieldOf(pod: Pod, path: string): string {
  const { metadata = {}, spec } = pod;
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (subscript) return metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2] ?? ''] ?? '';
  const fields: Record<string, string | undefined> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'metadata.labels': asLines(metadata.labels),
    'metadata.annotations': asLines(metadata.annotations),
    'spec.nodeName': spec?.nodeName,
    'spec.serviceAccountName': spec?.serviceAccountName ?? 'default',
    'status.hostIP': podAddress,
    'status.hostIPs': podAddress,
    'status.podIP': podAddress,
    'status.podIPs': podAddress,
  };
  if (!(path in fields)) throw new ContainerConfigError(`unsupported fieldPath: ${path}. Supported: ${Object.keys(fields).join(', ')}.`);
  return fields[path] ?? '';
}

function asLines(map: Record<string, string> = {}): string {
  return Object.entries(map)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

function resourceOf(pod: Pod, self: Container, selector: { containerName?: string; resource: string; divisor?: string }): string {
  const container = pod.spec?.containers.find(({ name }) => name === selector.containerName) ?? self;
  const [kind = '', ...rest] = selector.resource.split('.');
  const resource = rest.join('.');
  const quantity = kind === 'limits' ? container.resources?.limits?.[resource] : container.resources?.requests?.[resource];
  const divisor = selector.divisor && selector.divisor !== '0' ? selector.divisor : '1';
  return String(Math.ceil(milliUnits(quantity ?? '0') / milliUnits(divisor)));
}
