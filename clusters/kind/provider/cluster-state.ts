/** What state a kind cluster is in, from what is remembered of it and what the engine has. */
import type { KnownCluster } from '../../provider.ts';
import type { NodeContainer } from './node-containers.ts';
import type { KindRecord } from './record.ts';

/** All that is known, in the order of their names; `containers` is undefined when the engine does not answer. */
export function reconcile(records: readonly KindRecord[], containers: readonly NodeContainer[] | undefined): KnownCluster[] {
  const names = new Set([...records.map(({ name }) => name), ...(containers ?? []).map(({ cluster }) => cluster)]);
  return [...names].sort().map((name) => {
    const record = records.find((candidate) => candidate.name === name);
    return {
      name,
      state: clusterState(
        record,
        containers?.filter(({ cluster }) => cluster === name),
      ),
    };
  });
}

/** Of one cluster. Without a record it was made outside Slipway, and is known by its containers alone. */
export function clusterState(record: KindRecord | undefined, containers: readonly NodeContainer[] | undefined): KnownCluster['state'] {
  if (record?.state === 'making') return 'partial';
  // The engine does not answer, or somebody removed the cluster behind our back: `open` says which.
  if (!containers || containers.length === 0) return 'unknown';
  if (containers.some(({ state }) => state === 'created')) return 'partial';
  return containers.filter(leads).every(({ state }) => state === 'running') ? 'running' : 'stopped';
}

/** Without these there is no cluster; a worker that does not run is the cluster's own affair. */
function leads({ role }: NodeContainer): boolean {
  return role !== 'worker';
}

/** Whether the cluster that is remembered has gone, or another one has its name. */
export function isAnother({ containers: known }: KindRecord, containers: readonly NodeContainer[]): boolean {
  return known !== undefined && !containers.some(({ id }) => known.includes(id));
}

/** How containers should be started: in the order of the addresses that they had, as far as that is known, and those that others need first. */
export function startOrder(containers: readonly NodeContainer[], remembered: readonly string[] = []): NodeContainer[] {
  const rank = ({ name, role }: NodeContainer): number => {
    const place = remembered.indexOf(name);
    return place >= 0 ? place : remembered.length + ['external-load-balancer', 'control-plane', 'worker'].indexOf(role);
  };
  return containers.toSorted((one, other) => rank(one) - rank(other));
}

/** Names in the order of their addresses, for the next start. The engine gives out the lowest free address. */
export function addressOrder(containers: readonly NodeContainer[]): string[] {
  const number = ({ address = '' }: NodeContainer) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return containers
    .filter(({ address }) => address !== undefined)
    .toSorted((one, other) => number(one) - number(other))
    .map(({ name }) => name);
}
