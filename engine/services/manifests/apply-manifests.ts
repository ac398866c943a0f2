import { ApiError, isReason } from '../../../clusters/api-error.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { apiVersionOf, type KubernetesObject, type Stored } from '../../../clusters/objects.ts';
import { type Problem, SlipwayError } from '../../contract/errors.ts';
import type { AppliedView } from '../../contract/views/workbench.ts';
import { dryRun, reach, withNamespace } from './dry-run.ts';
import { fieldManager } from './field-manager.ts';
import type { IdentifiedManifest } from './identify.ts';
import { refusalProblems } from './refusal-problems.ts';

/**
 * Applies every object of a YAML text in its order, or none when the server would refuse one.
 * With `dryRun` it says what would happen and writes nothing. Rejects with `invalid_input` and problems by field and line.
 */
export async function applyManifests(cluster: Cluster, yaml: string, options: { dryRun: boolean }): Promise<AppliedView[]> {
  const { manifests, problems } = await dryRun(cluster, yaml);
  if (problems.length > 0) throw refused(problems);
  const applied: AppliedView[] = [];
  for (const manifest of manifests) applied.push(await applyOne(cluster, manifest, options));
  return applied;
}

async function applyOne(cluster: Cluster, manifest: IdentifiedManifest, options: { dryRun: boolean }): Promise<AppliedView> {
  const { kind, namespace, name } = manifest;
  const before = await present(cluster, manifest);
  const after = await send(cluster, manifest, options);
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, namespace, name, outcome: outcomeOf(before, after) };
}

async function present(cluster: Cluster, { kind, namespace, name }: IdentifiedManifest): Promise<Stored | null> {
  try {
    return await reach(cluster.get(kind, { namespace: namespace ?? undefined, name }));
  } catch (error) {
    if (isReason(error, 'NotFound')) return null;
    throw error;
  }
}

async function send(cluster: Cluster, manifest: IdentifiedManifest, options: { dryRun: boolean }): Promise<Stored<KubernetesObject>> {
  try {
    return await reach(
      cluster.apply(manifest.kind, withNamespace(manifest), { fieldManager, fieldValidation: 'Strict', dryRun: options.dryRun }),
    );
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw refused(refusalProblems(error).map((problem) => ({ ...problem, line: manifest.lineOf(problem.field) })));
  }
}

function outcomeOf(before: Stored | null, after: Stored): AppliedView['outcome'] {
  if (before === null) return 'created';
  return before.metadata.resourceVersion === after.metadata.resourceVersion ? 'unchanged' : 'configured';
}

function refused(problems: Problem[]): SlipwayError {
  const count = problems.length === 1 ? 'A problem was' : `${problems.length} problems were`;
  return new SlipwayError('invalid_input', `Nothing was applied. ${count} found in the manifest.`, { problems });
}
