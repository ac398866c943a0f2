import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { type ApiError, isReason, type StatusCause } from '../../clusters/api-error.ts';
import type { Cluster } from '../../clusters/cluster.ts';
import { customResourceDefinitions } from '../../clusters/kinds.ts';
import type { KubernetesObject, ResourceKind } from '../../clusters/objects.ts';
import { eventually } from '../helpers/eventually.ts';

/** An object of a kind that a test defines. */
export interface Anything extends KubernetesObject {
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}

/** The schema of a spec, made one of whole objects. */
export function withSpec(spec: object, more: object = {}): object {
  return { type: 'object', properties: { spec, status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }, ...more };
}

export interface DefinitionDraft {
  kind: string;
  /** Names beside the usual ones. */
  names?: object;
  /** In the order of the definition; the first is stored. */
  versions: Record<string, { schema: object; more?: object }>;
}

// A group of this process's own: suites run side by side on one cluster.
const group = `kinds-${Math.random().toString(36).slice(2, 8)}.slipway.dev`;

export function definitionOf({ kind, names = {}, versions }: DefinitionDraft): CustomResourceDefinition {
  const plural = `${kind.toLowerCase()}s`;
  return {
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural, kind, ...names },
      versions: Object.entries(versions).map(([name, { schema, more }], index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: schema },
        ...more,
      })),
    },
  };
}

export function kindOf({ spec }: CustomResourceDefinition, version = spec.versions[0]?.name ?? ''): ResourceKind<Anything> {
  return { group: spec.group, version, kind: spec.names.kind, plural: spec.names.plural, namespaced: true };
}

/** Whether a definition's condition is true. */
export async function hasCondition(
  cluster: Cluster,
  { metadata }: CustomResourceDefinition,
  type: string,
  status = 'True',
): Promise<boolean> {
  const found = await cluster.get(customResourceDefinitions, { name: metadata?.name ?? '' });
  return (found.status?.conditions ?? []).some((condition) => condition.type === type && condition.status === status);
}

export interface Defined extends AsyncDisposable {
  kind: ResourceKind<Anything>;
  definition: CustomResourceDefinition;
}

/** A definition that is served, until the scope ends. */
export async function define(cluster: Cluster, draft: DefinitionDraft): Promise<Defined> {
  const definition = definitionOf(draft);
  const kind = kindOf(definition);
  await cluster.create(customResourceDefinitions, definition);
  await eventually(() => hasCondition(cluster, definition, 'Established'));
  await eventually(() => cluster.list(kind).then(() => true));
  return { kind, definition, [Symbol.asyncDispose]: () => undefine(cluster, definition) };
}

/** Deletes a definition, if it is still there. */
export async function undefine(cluster: Cluster, { metadata }: CustomResourceDefinition): Promise<void> {
  try {
    await cluster.delete(customResourceDefinitions, { name: metadata?.name ?? '' });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** What a request is refused with; fails when it is not. */
export async function refusal(request: Promise<unknown>): Promise<ApiError> {
  const answer = await request.then(
    () => undefined,
    (error: unknown) => error as ApiError,
  );
  if (!answer) throw new Error('the request was not refused');
  return answer;
}

/** Causes as `field: reason: message`, in the order of the alphabet: the real server has none. */
export function causesOf(error: ApiError): string[] {
  const text = ({ field, reason, message }: StatusCause) => `${field}: ${reason}: ${message}`;
  return (error.details.causes ?? []).map(text).sort();
}

/** Changes a definition as it is now. */
export async function redefine(cluster: Cluster, name: string, change: (definition: CustomResourceDefinition) => void): Promise<void> {
  const present = await cluster.get(customResourceDefinitions, { name });
  change(present);
  await cluster.update(customResourceDefinitions, present);
}
