/** Gives nodes the GPUs that their labels say they stand for, and gives them back after a kubelet's restart took them. */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { simulatedCapacity } from '../../../../clusters/fleet/keep-simulated-fleet.ts';
import { simulatedNode } from '../../../../clusters/fleet/simulated-node.ts';
import { nodes } from '../../../../clusters/kinds.ts';
import type { ObjectKey, Stored } from '../../../../clusters/objects.ts';
import { type Controller, createController } from '../../runtime/controller/controller.ts';
import { forKind } from '../../runtime/controller/sources.ts';
import { fieldManager } from '../../runtime/objects/names.ts';
import type { ControllerDependencies } from '../dependencies.ts';

export function createSimulatedFleetController(dependencies: ControllerDependencies): Controller {
  const { informers, cluster, recorder } = dependencies;
  const cache = informers.for(nodes);
  /** Node to the problem that it was told of: its heartbeats are no reason to say it again. */
  const told = new Map<string, string>();
  return createController({
    ...dependencies,
    name: 'simulated-fleet',
    sources: [forKind(nodes)],
    async reconcile(key, signal) {
      const node = cache.get(key);
      if (!node || node.metadata.deletionTimestamp) return;
      tellProblem(node);
      await give(key, node, signal);
    },
  });

  function tellProblem(node: Stored<Node>): void {
    const wanted = simulatedNode(node);
    const problem = wanted && 'problem' in wanted ? wanted.problem : '';
    if (problem && told.get(node.metadata.uid) !== problem)
      recorder.record(node, { type: 'Warning', reason: 'NotSimulated', message: problem });
    told.set(node.metadata.uid, problem);
  }

  async function give(key: ObjectKey, node: Stored<Node>, signal: AbortSignal): Promise<void> {
    const missing = simulatedCapacity(node);
    if (!missing) return;
    const { labels, capacity } = missing;
    if (Object.keys(labels).length > 0) {
      await cluster.patch(nodes, key, { type: 'merge', body: { metadata: { labels } } }, { fieldManager, signal });
    }
    if (Object.keys(capacity).length === 0) return;
    const body = { status: { capacity, allocatable: capacity } };
    await cluster.patch(nodes, key, { type: 'merge', body }, { subresource: 'status', fieldManager, signal });
  }
}
