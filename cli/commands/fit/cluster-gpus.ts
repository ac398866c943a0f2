import { choicesOfCluster, type FoundGpus } from '../../../engine/services/fit/gpu-choice.ts';
import type { Known } from '../../../engine/services/fit/known.ts';
import { withEngineFor } from '../../engine-client.ts';

/** A cluster's free GPUs. Rejects with why the cluster cannot be asked. */
export function gpusOfCluster(place: { cluster: string; dataDirectory: string | undefined }, catalog: Known): Promise<FoundGpus> {
  const { cluster, dataDirectory } = place;
  return withEngineFor({ cluster, 'data-dir': dataDirectory }, async (call) =>
    choicesOfCluster(await call.hardware.nodes.query({ cluster }), catalog),
  );
}
