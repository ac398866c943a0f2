import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../../../clusters/clock.ts';
import type { Informer } from '../../../clusters/informer/informer.ts';
import type { Informers } from '../../../clusters/informer/informers.ts';
import { nodes, pods } from '../../../clusters/kinds.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { HardwareService } from '../../contract/cluster-services.ts';
import type { NodeView } from '../../contract/views/node.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { createChangeHub } from '../live/change-hub.ts';
import { snapshots } from '../live/snapshots.ts';
import { clusterDevices } from './cluster-devices.ts';
import { nodeView } from './node-view.ts';

export interface HardwareSources {
  nodes: Informer<Node>;
  pods: Informer<Pod>;
}

/** Nodes, and pods by the node that they are bound to. */
export function hardwareSources(informers: Informers): HardwareSources {
  const byNode = { node: (pod: Stored<Pod>) => (pod.spec?.nodeName ? [pod.spec.nodeName] : []) };
  return { nodes: informers.for(nodes), pods: informers.for(pods, { indices: byNode }) };
}

/** The cluster's nodes and their GPUs, live. */
export function createHardwareService(options: {
  sources: HardwareSources;
  catalog: Catalog;
  clock: Clock;
}): HardwareService & { close(): void } {
  const { sources, catalog, clock } = options;
  const hub = createChangeHub([sources.nodes, sources.pods]);
  const read = (): NodeView[] => {
    const views = sources.nodes.list().map((node) => nodeView(node, sources.pods.byIndex('node', node.metadata.name), catalog));
    return views.sort((left, right) => left.name.localeCompare(right.name, 'en', { numeric: true }));
  };
  return {
    async nodes() {
      await Promise.all([sources.nodes.synced, sources.pods.synced]);
      return read();
    },
    async devices() {
      await sources.nodes.synced;
      return clusterDevices(sources.nodes.list(), catalog);
    },
    watchNodes: (signal) => snapshots({ subscribe: hub.subscribe, read, clock, signal }),
    close: hub.close,
  };
}
