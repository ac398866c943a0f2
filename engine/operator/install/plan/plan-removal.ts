/** What taking Slipway out of a cluster would do, in order, decided from what is there. */
import type { Stored } from '../../../../clusters/objects.ts';
import type { Problem } from '../../../contract/errors.ts';
import { accessToRemove, firstDenied, ruleFor } from './accesses.ts';
import { foreignIn, leasesIn } from './namespace-contents.ts';
import { isOurs, ownerOf } from './owner.ts';
import type { AccessAnswer, ObjectRef } from './plan.ts';
import { describeRef, refOf } from './refs.ts';

export interface RemovalFacts {
  /** All that is labelled as parts of Slipway (`partSelector`), and the definitions of our kinds, whoever made them. */
  readonly parts: readonly Stored[];
  /** Every object of our kinds, in all namespaces. */
  readonly models: readonly ObjectRef[];
  /** The namespace of our parts; undefined: it is not there, or may not be looked at. */
  readonly namespace: Stored | undefined;
  /** Everything in that namespace, of every kind that can be listed. */
  readonly contents: readonly Stored[];
  /** Answers to `accessesNeeded([], parts)`. */
  readonly rights: readonly AccessAnswer[];
}

export interface RemovalOptions {
  /** The definitions of our kinds stay. */
  readonly keepKinds: boolean;
  /** Endpoints, recipes, caches and routes stay; what runs goes on running. */
  readonly keepModels: boolean;
}

export interface RemovalItem {
  readonly ref: ObjectRef;
  readonly action: 'remove' | 'keep' | 'refuse';
  /** A sentence. */
  readonly why: string;
}

/** In order of deletion, then what is kept. With a problem it must not be carried out. */
export interface RemovalPlan {
  readonly items: readonly RemovalItem[];
  readonly problems: readonly Problem[];
}

/** What is asked by others goes before who answers, and rights go after who uses them. Models go first, while somebody follows them. */
const order = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'PodDisruptionBudget',
  'Deployment',
  'Service',
  'NetworkPolicy',
  'Certificate',
  'Issuer',
  'Secret',
  'Lease',
  'RoleBinding',
  'Role',
  'ClusterRoleBinding',
  'ClusterRole',
  'ServiceAccount',
  'ConfigMap',
  'CustomResourceDefinition',
];

export function planRemoval(facts: RemovalFacts, options: RemovalOptions): RemovalPlan {
  const parts = [...facts.parts, ...leasesIn(facts.contents)]
    .filter(({ kind }) => kind !== 'Namespace')
    .toSorted((left, right) => rank(left) - rank(right));
  const items = [
    ...facts.models.map((ref) => judgeModel(ref, options)),
    ...parts.map((part) => judgePart(part, facts, options)),
    ...judgeNamespace(facts),
  ];
  const removed = items.filter(({ action }) => action !== 'keep');
  return {
    items: [...removed, ...items.filter(({ action }) => action === 'keep')],
    problems: [...contradiction(facts, options), ...items.flatMap(refusal)],
  };
}

function rank({ kind }: Stored): number {
  const at = order.indexOf(kind);
  return at === -1 ? order.length : at;
}

function judgeModel(ref: ObjectRef, { keepModels }: RemovalOptions): RemovalItem {
  if (!keepModels) return { ref, action: 'remove', why: 'Models were to be removed, with everything that runs for them.' };
  return { ref, action: 'keep', why: 'Models are kept unless asked. What runs goes on, and nobody looks after it until Slipway is back.' };
}

function judgePart(part: Stored, facts: RemovalFacts, { keepKinds }: RemovalOptions): RemovalItem {
  const ref = refOf(part);
  if (!isOurs(part) && part.kind !== 'Lease') return { ref, action: 'keep', why: `It is from ${ownerOf(part).name}.` };
  if (part.kind === 'CustomResourceDefinition' && keepKinds) {
    return { ref, action: 'keep', why: 'Definitions are kept unless asked: with one, everything of its kind would go.' };
  }
  return denied(ref, facts) ?? { ref, action: 'remove', why: 'Slipway made it.' };
}

function judgeNamespace({ namespace, contents, rights }: RemovalFacts): RemovalItem[] {
  if (!namespace) return [];
  const ref = refOf(namespace);
  if (!isOurs(namespace)) return [{ ref, action: 'keep', why: `The namespace is from ${ownerOf(namespace).name}.` }];
  const foreign = foreignIn(contents);
  const [first] = foreign;
  if (first) {
    const more = foreign.length === 1 ? '' : ` and ${foreign.length - 1} more`;
    return [{ ref, action: 'keep', why: `In it is what Slipway did not make: ${first.kind} ${first.metadata.name}${more}.` }];
  }
  return [denied(ref, { rights }) ?? { ref, action: 'remove', why: 'Slipway made it, and nothing of anybody else is in it.' }];
}

function denied(ref: ObjectRef, { rights }: Pick<RemovalFacts, 'rights'>): RemovalItem | undefined {
  const access = firstDenied([accessToRemove(ref)], rights);
  return access && { ref, action: 'refuse', why: `You may not delete ${describeRef(ref)}. Ask an administrator for ${ruleFor(access)}.` };
}

function refusal({ ref, action, why }: RemovalItem): Problem[] {
  return action === 'refuse' ? [{ field: describeRef(ref), message: why }] : [];
}

function contradiction({ models }: RemovalFacts, { keepKinds, keepModels }: RemovalOptions): Problem[] {
  if (keepKinds || !keepModels || models.length === 0) return [];
  const count = models.length === 1 ? 'one' : models.length;
  const message = `Without its definition no model stays: ${count} would be removed too, and models are to be kept.`;
  return [{ field: 'keepKinds', message, fix: 'Keep the definitions, or remove the models too.' }];
}
