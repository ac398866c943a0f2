/** Why a pod cannot run on a node, in the words of kube-scheduler's plugins. No reason: it can. */
import type { Node, NodeSelectorTerm, Pod, Taint, Toleration } from 'kubernetes-types/core/v1.d.ts';
import { matchesExpression } from '../controllers/label-selector.ts';
import type { NodeAccount } from './node-ledger.ts';
import type { Amounts } from './pod-requests.ts';

/** The reasons against one node; empty when the pod fits. Checks run in the scheduler's order and the first that refuses decides. */
export function reasonsAgainst(pod: Pod, requests: Amounts, account: NodeAccount): string[] {
  const { node } = account;
  if (pod.spec?.nodeName && pod.spec.nodeName !== node.metadata?.name) return ["node(s) didn't match the requested node name"];
  if (isUnschedulable(pod, node)) return ['node(s) were unschedulable'];
  if (hasUntoleratedTaint(pod, node)) return ['node(s) had untolerated taint(s)'];
  if (!matchesNode(pod, node)) return ["node(s) didn't match Pod's node affinity/selector"];
  return insufficient(requests, account);
}

function isUnschedulable(pod: Pod, node: Node): boolean {
  const taint: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  return node.spec?.unschedulable === true && !tolerates(pod, taint);
}

function hasUntoleratedTaint(pod: Pod, node: Node): boolean {
  return (node.spec?.taints ?? []).some((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(pod, taint));
}

function tolerates(pod: Pod, taint: Taint): boolean {
  return (pod.spec?.tolerations ?? []).some((toleration) => tolerationCovers(toleration, taint));
}

function tolerationCovers(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return toleration.key !== undefined && (toleration.value ?? '') === (taint.value ?? '');
}

function matchesNode(pod: Pod, node: Node): boolean {
  const labels = node.metadata?.labels ?? {};
  const wanted = Object.entries(pod.spec?.nodeSelector ?? {});
  if (!wanted.every(([key, value]) => labels[key] === value)) return false;
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => matchesTerm(term, node));
}

// A term without any requirement matches nothing.
function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length + fields.length === 0) return false;
  const fieldValues: Record<string, string> = { 'metadata.name': node.metadata?.name ?? '' };
  return (
    expressions.every((expression) => matchesExpression(expression, node.metadata?.labels ?? {})) &&
    fields.every((field) => matchesExpression(field, fieldValues))
  );
}

function insufficient(requests: Amounts, { allocatable, taken }: NodeAccount): string[] {
  return Object.entries(requests)
    .filter(([name, amount]) => amount > 0 && (taken[name] ?? 0) + amount > (allocatable[name] ?? 0))
    .map(([name]) => (name === 'pods' ? 'Too many pods' : `Insufficient ${name}`));
}

/** True when the pod fits the node in all but what other pods take: there, and only there, it would help if some of them went. */
export function couldPreempt(pod: Pod, requests: Amounts, account: NodeAccount): boolean {
  return reasonsAgainst(pod, requests, { ...account, taken: {} }).length === 0;
}
