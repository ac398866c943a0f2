import { useMemo } from 'react';
import { useCalls, useLive } from '../../live/engine-context.tsx';
import { useClusterSources } from '../../live/use-cluster.ts';
import { useLatest } from '../../live/use-latest.ts';
import { fleetKinds } from '../shared/gpu-fleet.ts';
import { freeGroups, type ModelFit, modelFits } from './model-fits.ts';

/** The catalog's models with whether they run on the GPUs that are free now; undefined until that is known. */
export function useModelFits(): Map<string, ModelFit> | undefined {
  const calls = useCalls();
  const { data: nodes } = useLive(useClusterSources().nodes);
  const groups = useMemo(() => (nodes ? freeGroups(fleetKinds(nodes)) : undefined), [nodes]);
  const { question, answer } = useLatest(groups, (asked) =>
    calls.fit.matrix.query({
      gpus: asked.map(({ name: _, ...gpu }) => gpu),
      settings: { engine: 'vllm', concurrency: 1, kvCacheDtype: 'auto' },
    }),
  );
  return useMemo(() => (answer && question ? modelFits(answer, question) : undefined), [answer, question]);
}
