/** What becomes of one wanted object. */
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { KubernetesObject, Stored } from '../../../../clusters/objects.ts';
import { accessesToApply, firstDenied, ruleFor } from './accesses.ts';
import { fieldChanges } from './field-changes.ts';
import { suitabilityOf } from './foreign-definition.ts';
import { isOurs, ownerOf } from './owner.ts';
import type { InstallationFacts, PlannedItem, PresentObject } from './plan.ts';
import { describeRef, refKey, refOf } from './refs.ts';

/** An item, and what a person can do where it is refused. */
export interface Judgement {
  readonly item: PlannedItem;
  readonly fix?: string | undefined;
}

type Verdict = Omit<PlannedItem, 'ref'> & { readonly fix?: string | undefined };

export function judgeObject(wanted: KubernetesObject, facts: InstallationFacts): Judgement {
  const ref = refOf(wanted);
  const present = facts.present.find(({ live }) => refKey(refOf(live)) === refKey(ref));
  const { fix, ...verdict } = present ? judgePresent(wanted, present, facts) : judgeAbsent(wanted, facts);
  return { item: { ref, ...verdict }, fix };
}

function judgeAbsent(wanted: KubernetesObject, facts: InstallationFacts): Verdict {
  const ref = refOf(wanted);
  if (!facts.served.includes(`${ref.apiVersion} ${ref.kind}`)) return unserved(wanted);
  const denied = denial(wanted, false, facts);
  if (denied) return denied;
  const refused = facts.refused.find((each) => refKey(each.ref) === refKey(ref));
  if (refused) return { action: 'refuse', why: `The cluster does not accept ${describeRef(ref)}: ${refused.refusal}` };
  return { action: 'create', why: 'It is not there.' };
}

function unserved({ apiVersion = '', kind = '' }: KubernetesObject): Verdict {
  const isOfCertManager = apiVersion.startsWith('cert-manager.io/');
  const fix = isOfCertManager
    ? 'Install cert-manager first, or choose self-managed certificates.'
    : 'Upgrade the cluster to a version of Kubernetes that is supported.';
  const why = `The cluster does not know the kind ${kind} of ${apiVersion}${isOfCertManager ? ': cert-manager is not installed' : ''}.`;
  return { action: 'refuse', why, fix };
}

function judgePresent(wanted: KubernetesObject, { live, applied }: PresentObject, facts: InstallationFacts): Verdict {
  if (live.metadata.deletionTimestamp) {
    const fix = live.metadata.finalizers?.length ? `It waits for ${live.metadata.finalizers.join(', ')}.` : 'Try again when it is gone.';
    return { action: 'refuse', why: `${describeRef(refOf(live))} is being deleted.`, fix };
  }
  if (!isOurs(live)) return judgeForeign(wanted, live);
  if (applied && 'refusal' in applied) {
    return { action: 'refuse', why: `${describeRef(refOf(live))} cannot be changed: ${applied.refusal}` };
  }
  const changes = applied ? fieldChanges(live, applied) : [];
  if (applied && changes.length === 0) return { action: 'keep', why: 'It is as it should be.' };
  return denial(wanted, true, facts) ?? { action: 'change', why: reasonOf(changes.length), ...(applied ? { changes } : {}) };
}

function reasonOf(count: number): string {
  if (count === 0) return 'It is there, and could not be compared: it is written again.';
  return count === 1 ? 'One field differs.' : `${count} fields differ.`;
}

function judgeForeign(wanted: KubernetesObject, live: Stored): Verdict {
  const owner = ownerOf(live);
  if (wanted.kind === 'Namespace') return { action: 'leave', why: `The namespace is there, from ${owner.name}: it is used as it is.` };
  if (wanted.kind === 'CustomResourceDefinition') return judgeDefinition(wanted, live, owner.name);
  const why = `${describeRef(refOf(live))} is there and was made by ${owner.name}: it is not taken over.`;
  return { action: 'refuse', why, fix: owner.fix };
}

function judgeDefinition(wanted: KubernetesObject, live: Stored, owner: string): Verdict {
  const { lacks, unknown } = suitabilityOf(live as CustomResourceDefinition, wanted as CustomResourceDefinition);
  const made = `The definition ${live.metadata.name} is from ${owner}`;
  if (lacks.length > 0) {
    const fix = 'Upgrade what brought it, or remove it with everything of that kind, so that Slipway can install its own.';
    return { action: 'refuse', why: `${made}, and lacks what Slipway needs: ${lacks.join(', ')}.`, fix };
  }
  const loss =
    unknown.length === 0 ? '' : ` It does not know ${listed(unknown)}: the server drops ${unknown.length === 1 ? 'it' : 'them'}.`;
  return { action: 'leave', why: `${made}: it is used as it is.${loss}` };
}

/** At most three by name. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length <= 3 ? shown : `${shown} and ${names.length - 3} more fields`;
}

function denial(wanted: KubernetesObject, isThere: boolean, { rights }: InstallationFacts): Verdict | undefined {
  const ref = refOf(wanted);
  const denied = firstDenied(accessesToApply(ref, isThere), rights);
  if (!denied) return undefined;
  const why = `You may not ${denied.verb} ${denied.resource}${ref.namespace === null ? '' : ` in the namespace ${ref.namespace}`}.`;
  return { action: 'refuse', why, fix: `Ask an administrator for ${ruleFor(denied)}, or to install Slipway.` };
}
