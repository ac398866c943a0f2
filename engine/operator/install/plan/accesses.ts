/** The rights that carrying a plan out takes. */
import type { KubernetesObject } from '../../../../clusters/objects.ts';
import { installationKindOf } from '../objects/kinds.ts';
import type { Access, AccessAnswer, ObjectRef } from './plan.ts';
import { refKey, refOf } from './refs.ts';

/** What to ask the server about, each once: for all that is wanted, and for what is there and may have to go. */
export function accessesNeeded(wanted: readonly KubernetesObject[], present: readonly KubernetesObject[]): Access[] {
  const there = new Set(present.map((object) => refKey(refOf(object))));
  const keys = new Set(wanted.map((object) => refKey(refOf(object))));
  const applied = wanted.map(refOf).flatMap((ref) => accessesToApply(ref, there.has(refKey(ref))));
  const removed = present.map(refOf).filter((ref) => !keys.has(refKey(ref)));
  return unique([...applied, ...removed.map(accessToRemove)]);
}

/** Server-side apply is a patch, and a creation too where nothing is there yet. */
export function accessesToApply(ref: ObjectRef, isThere: boolean): Access[] {
  const patch = access('patch', ref);
  return isThere ? [patch] : [{ ...access('create', ref), name: null }, patch];
}

export function accessToRemove(ref: ObjectRef): Access {
  return access('delete', ref);
}

/** The first right of these that the server says is not there. What it was not asked about is taken as allowed: it will say so itself. */
export function firstDenied(needed: readonly Access[], answers: readonly AccessAnswer[]): Access | undefined {
  const denied = new Set(answers.filter(({ allowed }) => !allowed).map((answer) => keyOf(answer.access)));
  return needed.find((each) => denied.has(keyOf(each)));
}

/** The rule that would grant it, as it is written in a role. */
export function ruleFor({ verb, group, resource, namespace }: Access): string {
  const rule = `apiGroups: ["${group}"], resources: ["${resource}"], verbs: ["${verb}"]`;
  return namespace === null ? `a ClusterRole with the rule ${rule}` : `a Role in the namespace ${namespace} with the rule ${rule}`;
}

function access(verb: Access['verb'], ref: ObjectRef): Access {
  const { group, plural } = installationKindOf(ref);
  return { verb, group, resource: plural, namespace: ref.namespace, name: ref.name };
}

function unique(accesses: readonly Access[]): Access[] {
  return [...new Map(accesses.map((each) => [keyOf(each), each])).values()];
}

function keyOf({ verb, group, resource, namespace, name }: Access): string {
  return [verb, group, resource, namespace ?? '', name ?? ''].join('|');
}
