import { ApiError, ClusterUnreachable } from '../../../clusters/api-error.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { type Problem, SlipwayError } from '../../contract/errors.ts';
import { fieldManager } from './field-manager.ts';
import { type IdentifiedManifest, identify } from './identify.ts';
import { type Manifest, parseManifests } from './parse-manifests.ts';
import { refusalProblems } from './refusal-problems.ts';

export interface DryRun {
  /** Every object that could be identified, whether the server takes it or not. */
  manifests: IdentifiedManifest[];
  /** Empty when the server would take all of them. */
  problems: Problem[];
}

/** Asks the cluster about every object of a YAML text; nothing is written. Rejects with `cluster_unreachable`. */
export async function dryRun(cluster: Cluster, yaml: string, signal?: AbortSignal): Promise<DryRun> {
  const { manifests: parsed, problems } = parseManifests(yaml);
  if (parsed.length === 0) return { manifests: [], problems };
  const kinds = await reach(cluster.discover({ signal }));
  const identified = parsed.map((manifest) => identify(manifest, kinds, cluster.name));
  const manifests = identified.flatMap(({ manifest }) => manifest ?? []);
  const namespacesToCome = manifests.filter(({ kind }) => kind.group === '' && kind.kind === 'Namespace').map(({ name }) => name);
  const refused = await Promise.all(manifests.map((manifest) => refusalOf(cluster, manifest, namespacesToCome)));
  const located = manifests.flatMap((manifest, index) => (refused[index] ?? []).map((problem) => locate(problem, manifest, parsed.length)));
  return { manifests, problems: [...problems, ...identified.flatMap((result) => result.problems), ...located] };
}

/** Connection failures as an error for people; what the server says passes. */
export async function reach<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ClusterUnreachable)) throw error;
    throw new SlipwayError('cluster_unreachable', error.message, { cause: error });
  }
}

async function refusalOf(cluster: Cluster, manifest: IdentifiedManifest, namespacesToCome: string[]): Promise<Problem[]> {
  const object = withNamespace(manifest);
  try {
    await reach(cluster.apply(manifest.kind, object, { fieldManager, fieldValidation: 'Strict', dryRun: true }));
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The namespace is in the same text, so it will be there when this object's turn comes.
    if (isMissingNamespace(error) && namespacesToCome.includes(manifest.namespace ?? '')) return [];
    return refusalProblems(error);
  }
}

/** The object as it is sent: with the namespace that its kind needs. */
export function withNamespace({ object, namespace }: IdentifiedManifest): Manifest['object'] {
  return namespace === null ? object : { ...object, metadata: { ...object.metadata, namespace } };
}

function isMissingNamespace(error: ApiError): boolean {
  return error.code === 404 && error.details.kind === 'namespaces';
}

/** With its line, and with the object's name where the text holds more than one. */
function locate(problem: Problem, { kind, name, lineOf }: IdentifiedManifest, objects: number): Problem {
  const message = objects > 1 ? `${kind.kind} ${name}: ${problem.message}` : problem.message;
  return { ...problem, message, line: lineOf(problem.field) };
}
