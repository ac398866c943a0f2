/** Whether a cluster that has just begun to run can be worked with, from its nodes and its DNS. */
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';

export interface ReadinessFacts {
  nodes: readonly Node[];
  /** How many nodes there will be. */
  expectedNodes: number;
  /** Pods of the cluster's DNS; undefined where the cluster has none. */
  dns: readonly Pod[] | undefined;
  /** Nodes without a network plug-in never get ready; somebody else brings it later. */
  hasNetwork: boolean;
  /** Milliseconds since the epoch: what the server says of earlier times is from before the last stop. Absent: all counts. */
  since?: number | undefined;
}

/** What is still missing, as a sentence; undefined when nothing is. */
export function missingForReady({ nodes, expectedNodes, dns, hasNetwork, since = 0 }: ReadinessFacts): string | undefined {
  // The server's times are whole seconds.
  const from = Math.floor(since / 1_000) * 1_000;
  if (nodes.length < expectedNodes) return `${nodes.length} of ${expectedNodes} nodes have joined.`;
  const late = nodes.filter((node) => !isAwake(node, hasNetwork, from));
  if (late.length > 0) return `${nodes.length - late.length} of ${nodes.length} nodes are ready. ${reasonOf(late, from)}`.trim();
  if (!hasNetwork || !dns) return undefined;
  return dns.length > 0 && dns.every((pod) => isServing(pod, from)) ? undefined : 'DNS does not answer yet.';
}

function isAwake(node: Node, hasNetwork: boolean, from: number): boolean {
  const ready = readyCondition(node);
  const isFresh = Date.parse(ready?.lastHeartbeatTime ?? '') >= from;
  return isFresh && (!hasNetwork || ready?.status === 'True');
}

function reasonOf([node]: readonly Node[], from: number): string {
  const name = node?.metadata?.name ?? '';
  const { message = '', lastHeartbeatTime = '' } = (node && readyCondition(node)) ?? {};
  return Date.parse(lastHeartbeatTime) >= from && message ? `${name}: ${message}` : `${name} has not said anything yet.`;
}

function readyCondition({ status }: Node) {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}

function isServing({ status }: Pod, from: number): boolean {
  const ready = status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
  return ready && (status?.containerStatuses ?? []).every(({ state }) => Date.parse(state?.running?.startedAt ?? '') >= from);
}
