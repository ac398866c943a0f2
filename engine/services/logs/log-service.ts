import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { ApiError } from '../../../clusters/api-error.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { LogService } from '../../contract/cluster-services.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { ObjectRef } from '../../contract/views/state.ts';
import type { LogLine } from '../../contract/views/workbench.ts';
import { merge } from '../live/merge.ts';

/** Lines of an endpoint's pods. `podsOf` gives the pods that belong to an endpoint now. */
export function createLogService(options: { cluster: Cluster; podsOf: (endpoint: ObjectRef) => Promise<Stored<Pod>[]> }): LogService {
  return {
    async *follow({ endpoint, pod: wanted, tailLines, follow }, signal) {
      const pods = (await options.podsOf(endpoint)).filter((pod) => wanted === undefined || pod.metadata.name === wanted);
      if (pods.length === 0) throw noPods(endpoint, wanted);
      const containers = pods.flatMap((pod) => (pod.spec?.containers ?? []).map(({ name }) => ({ pod, container: name })));
      yield* merge(containers.map((source) => linesOf(options.cluster, source, { tailLines, follow, signal })));
    },
  };
}

async function* linesOf(
  cluster: Cluster,
  { pod, container }: { pod: Stored<Pod>; container: string },
  options: { tailLines: number | undefined; follow: boolean | undefined; signal: AbortSignal },
): AsyncGenerator<LogLine, void, undefined> {
  const { namespace, name } = pod.metadata;
  try {
    for await (const text of cluster.logs({ namespace, name }, { container, ...options })) yield { pod: name, container, text };
  } catch (error) {
    if (options.signal.aborted) return;
    if (!(error instanceof ApiError)) throw error;
    // A container that has not started has no log yet: the others' lines are still wanted.
    yield { pod: name, container, text: `(no log: ${error.message})` };
  }
}

function noPods({ namespace, name }: ObjectRef, pod: string | undefined): SlipwayError {
  const what = pod === undefined ? `The endpoint ${name} in ${namespace} has no pods` : `The endpoint ${name} has no pod ${pod}`;
  return new SlipwayError('not_found', `${what}.`, {
    fix: 'Look at its state with "slipway get endpoints": it may still wait for a recipe or a node.',
  });
}
