import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { couldPreempt, reasonsAgainst } from './node-filters.ts';
import type { NodeAccount } from './node-ledger.ts';
import { type Amounts, isDevice, podRequests, requestsDevice } from './pod-requests.ts';

/** Where a pod goes, or why nowhere, worded as kube-scheduler words its FailedScheduling event. */
export type Placement = { node: string } | { reason: string };

/**
 * Chooses a node. Pods with GPUs are packed onto the fullest node, so that whole nodes stay free for large models;
 * others go to the emptiest, and keep off GPU nodes while another fits. Ties go to the first name.
 */
export function place(pod: Pod, accounts: readonly NodeAccount[]): Placement {
  if (accounts.length === 0) return { reason: 'no nodes available to schedule pods' };
  const requests = podRequests(pod);
  const reasons = new Map<string, number>();
  const fitting: NodeAccount[] = [];
  let full = 0;
  for (const account of accounts) {
    const against = reasonsAgainst(pod, requests, account);
    if (against.length === 0) fitting.push(account);
    for (const reason of against) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (against.length > 0 && couldPreempt(pod, requests, account)) full += 1;
  }
  const best = bestOf(fitting, requests);
  return best ? { node: best.node.metadata?.name ?? '' } : { reason: unschedulableMessage(accounts.length, reasons, full) };
}

/**
 * What is said of a pod that no node is looked at for. The real scheduler's message has the same end: of its last step, which
 * does not find what the skipped ones would have left to it.
 */
export function heldBack(nodes: number, reason: string): Placement {
  return { reason: `0/${nodes} nodes are available: ${reason}. not found` };
}

function bestOf(accounts: readonly NodeAccount[], requests: Amounts): NodeAccount | undefined {
  const score = requestsDevice(requests) ? deviceFill : spareRoom;
  let best: { account: NodeAccount; score: number } | undefined;
  for (const account of accounts) {
    const candidate = { account, score: score(account, requests) };
    if (!best || candidate.score > best.score || (candidate.score === best.score && nameOf(account) < nameOf(best.account)))
      best = candidate;
  }
  return best?.account;
}

/** How full the wanted devices would be, 0 to 1. */
function deviceFill({ allocatable, taken }: NodeAccount, requests: Amounts): number {
  const wanted = Object.keys(requests).filter((name) => isDevice(name) && (requests[name] ?? 0) > 0);
  const fills = wanted.map((name) => ((taken[name] ?? 0) + (requests[name] ?? 0)) / (allocatable[name] ?? 1));
  return fills.reduce((sum, fill) => sum + fill, 0) / wanted.length;
}

/** How much cpu, memory and room for pods would be left, 0 to 1; below 0 on a node with devices. */
function spareRoom({ allocatable, taken }: NodeAccount, requests: Amounts): number {
  const shares = ['cpu', 'memory', 'pods'].map((name) => {
    const room = allocatable[name] ?? 0;
    return room === 0 ? 0 : (room - (taken[name] ?? 0) - (requests[name] ?? 0)) / room;
  });
  const spare = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return requestsDevice(allocatable) ? spare - 1 : spare;
}

function nameOf(account: NodeAccount): string {
  return account.node.metadata?.name ?? '';
}

/** @see https://github.com/kubernetes/kubernetes/blob/master/pkg/scheduler/framework/types.go (FitError) */
function unschedulableMessage(nodes: number, reasons: ReadonlyMap<string, number>, full: number): string {
  const counted = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort();
  const message = `0/${nodes} nodes are available: ${counted.join(', ')}.`;
  // All pods are of one priority here: of those on a full node none has to go.
  const why = [
    ...(full > 0 ? [`${full} No preemption victims found for incoming pod`] : []),
    ...(nodes > full ? [`${nodes - full} Preemption is not helpful for scheduling`] : []),
  ];
  return `${message} no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${why.join(', ')}.`;
}
