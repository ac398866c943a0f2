/** AIMEndpoint -> Endpoint. */
import type { Problem } from '../../contract/errors.ts';
import type { Endpoint, Security, WantedRecipe } from '../../domain/endpoint.ts';
import { normalisePrecision, type Precision } from '../../domain/precision.ts';
import { FieldReader } from '../field-reader.ts';
import { problemsOf } from '../problems.ts';
import { contradictions, notesOn, readScaling } from './contradictions.ts';
import { aimEndpointSpec } from './endpoint-schema.ts';
import { aimApiVersion, aimEndpointKind } from './group.ts';
import { metricOf, metricProblems } from './metric.ts';
import { readEngine } from './read-engine.ts';
import { resourcesOf, rolloutOf, runtimeOf, serviceOf } from './read-server.ts';

/** What is read of a resource's envelope. */
export interface AimResource {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: AimMetadata | undefined;
  spec?: unknown;
}

interface AimMetadata {
  name?: string | undefined;
  namespace?: string | undefined;
  uid?: string | undefined;
  generation?: number | undefined;
  labels?: Record<string, string> | undefined;
  annotations?: Record<string, string> | undefined;
}

export type ReadResult<T> = { ok: true; value: T; notes: string[] } | { ok: false; problems: Problem[] };

/** Reads the operator's form and the guide's flat form. Problems carry the field's path; notes say which of two given values counts. */
export function readAimEndpoint(resource: AimResource): ReadResult<Endpoint> {
  const parsed = aimEndpointSpec.safeParse(resource.spec ?? {});
  const problems = parsed.success ? [...contradictions(resource.spec), ...metricProblems(resource)] : problemsOf(parsed.error, 'spec');
  if (problems.length > 0) return { ok: false, problems };
  const reader = new FieldReader({ spec: resource.spec });
  const endpoint = {
    key: keyOf(resource),
    serves: namesOf(reader, resource),
    component: {
      model: modelOf(reader),
      runtime: runtimeOf(reader),
      resources: resourcesOf(reader),
      placement: { vendors: ['amd'], gpuKind: reader.take<string>('component.placement.gpuKind', 'spec.hardware') },
      security: securityOf(reader, resource),
    },
    recipe: recipeOf(reader, resource),
    scaling: readScaling(reader),
    exposure: { service: serviceOf(reader) },
    rollout: rolloutOf(reader),
    metadata: { labels: { ...resource.metadata?.labels }, annotations: annotationsOf(resource) },
  } satisfies Omit<Endpoint, 'origin' | 'extensions'>;
  const value = { ...endpoint, origin: originOf(reader, resource), extensions: reader.rest('spec') };
  return { ok: true, value, notes: notesOn(resource.spec) };
}

function keyOf({ metadata }: AimResource): Endpoint['key'] {
  return { namespace: metadata?.namespace ?? 'default', name: metadata?.name ?? '' };
}

function originOf(reader: FieldReader, { apiVersion, metadata }: AimResource): Endpoint['origin'] {
  return {
    dialect: 'aim',
    apiVersion: apiVersion ?? aimApiVersion,
    kind: aimEndpointKind.kind,
    uid: metadata?.uid,
    generation: metadata?.generation,
    fields: reader.origins,
  };
}

function modelIdOf(reader: FieldReader): string {
  return reader.take<string>('component.model.id', reader.isText('spec.model') ? 'spec.model' : 'spec.model.id') ?? '';
}

/** The model id first, then the endpoint's own name. */
function namesOf(reader: FieldReader, resource: AimResource): string[] {
  return [...new Set([modelIdOf(reader), keyOf(resource).name])];
}

function modelOf(reader: FieldReader): Endpoint['component']['model'] {
  const revision = reader.take<string>('component.model.revision', 'spec.model.revision');
  return revision === undefined ? { id: modelIdOf(reader) } : { id: modelIdOf(reader), revision };
}

function recipeOf(reader: FieldReader, resource: AimResource): WantedRecipe {
  const name = reader.take<string>('recipe.named.name', 'spec.recipe.customRecipe.name');
  const namespace = reader.take<string>('recipe.named.namespace', 'spec.recipe.customRecipe.namespace');
  const backend = reader.take<string>('recipe.engine', 'spec.recipe.backend', 'spec.servingEngine');
  const precision = reader.take<string>('recipe.precision', 'spec.recipe.precision', 'spec.precision');
  return {
    automatic: reader.take<boolean>('recipe.automatic', 'spec.recipe.autoSelect') ?? false,
    named: name === undefined ? undefined : { name, namespace: namespace ?? keyOf(resource).namespace },
    gpuCount: reader.take<number>('recipe.gpuCount', 'spec.recipe.gpuCount', 'spec.resources.gpuCount', 'spec.gpuCount'),
    precision: precisionOf(precision),
    engine: backend === undefined ? undefined : readEngine(backend),
    metric: metricOf(resource),
  };
}

function precisionOf(text: string | undefined): Precision | undefined {
  return text === undefined ? undefined : normalisePrecision(text);
}

function securityOf(reader: FieldReader, resource: AimResource): Security {
  const create = reader.take<boolean>('component.security.serviceAccount.create', 'spec.security.serviceAccount.create') ?? false;
  const name = reader.take<string>('component.security.serviceAccount.name', 'spec.security.serviceAccount.name');
  const account = name ?? (create ? keyOf(resource).name : undefined);
  return {
    serviceAccount: account === undefined ? undefined : { create, name: account },
    pod: reader.take<Record<string, unknown>>('component.security.pod', 'spec.security.podSecurityContext'),
  };
}

/** kubectl's record of what was applied is no part of what was said. */
function annotationsOf({ metadata }: AimResource): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata?.annotations ?? {}).filter(([name]) => !name.startsWith('kubectl.kubernetes.io/')));
}
