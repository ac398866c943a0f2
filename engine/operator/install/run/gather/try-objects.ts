import { ApiError } from '../../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import type { KubernetesObject, Stored } from '../../../../../clusters/objects.ts';
import { installationKindOf } from '../../objects/kinds.ts';
import { accessesToApply, firstDenied } from '../../plan/accesses.ts';
import type { AccessAnswer, PresentObject, RefusedObject } from '../../plan/plan.ts';
import { refKey, refOf } from '../../plan/refs.ts';
import { explainConflict } from '../apply/explain-conflict.ts';
import { fieldManager } from '../installer-context.ts';
import { inGroups } from './in-groups.ts';
import { servedName } from './present-objects.ts';

export interface Trial {
  readonly wanted: readonly KubernetesObject[];
  readonly present: readonly Stored[];
  readonly rights: readonly AccessAnswer[];
  readonly served: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

export interface TrialAnswers {
  readonly present: readonly PresentObject[];
  readonly refused: readonly RefusedObject[];
}

/**
 * Applies everything that is wanted without storing it, to hear what the server would make of it. Not tried is what cannot be:
 * what the rights forbid, kinds that are not served, and what is in a namespace, or binds a role, that is yet to be made.
 */
export async function tryObjects(cluster: Cluster, trial: Trial): Promise<TrialAnswers> {
  const live = new Map(trial.present.map((object) => [refKey(refOf(object)), object]));
  const answers = new Map<string, Stored | { refusal: string }>();
  await inGroups(
    trial.wanted.filter((object) => canBeTried(object, trial, live)),
    async (object) => answers.set(refKey(refOf(object)), await tryOne(cluster, object, trial.signal)),
  );
  return {
    present: [...live].map(([key, object]) => ({ live: object, applied: answers.get(key) })),
    refused: trial.wanted.map(refOf).flatMap((ref) => {
      const answer = live.has(refKey(ref)) ? undefined : answers.get(refKey(ref));
      return answer && 'refusal' in answer ? [{ ref, refusal: answer.refusal }] : [];
    }),
  };
}

function canBeTried(object: KubernetesObject, { rights, served, wanted }: Trial, live: ReadonlyMap<string, Stored>): boolean {
  const isThere = live.has(refKey(refOf(object)));
  const unmade = wanted.filter((other) => !live.has(refKey(refOf(other))));
  const needs = [namespaceOf(object), roleOf(object)];
  const lacks = unmade.map(nameInKind).some((name) => needs.includes(name));
  return !lacks && served.has(servedName(installationKindOf(object))) && !firstDenied(accessesToApply(refOf(object), isThere), rights);
}

function namespaceOf({ metadata }: KubernetesObject): string | undefined {
  return metadata?.namespace && `Namespace ${metadata.namespace}`;
}

/** A binding's role: who is not an administrator may only bind what is there to be looked at. */
function roleOf(object: KubernetesObject): string | undefined {
  const { roleRef } = object as { roleRef?: { kind: string; name: string } };
  return roleRef && `${roleRef.kind} ${roleRef.name}`;
}

function nameInKind({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata?.name}`;
}

async function tryOne(cluster: Cluster, object: KubernetesObject, signal: AbortSignal | undefined): Promise<Stored | { refusal: string }> {
  try {
    return await cluster.apply(installationKindOf(object), object, { fieldManager, dryRun: true, signal });
  } catch (error) {
    if (error instanceof ApiError) return { refusal: explainConflict(error) };
    throw error;
  }
}
