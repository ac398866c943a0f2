import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { useCalls, useLive } from '../../live/engine-context.tsx';
import { useCluster, useClusterSources } from '../../live/use-cluster.ts';
import { fleetKinds, nameOfKind } from '../shared/gpu-fleet.ts';
import { writeFields } from './draft.ts';
import { kindsToAsk, mergePossible } from './merge-possible.ts';
import { useCheck } from './use-check.ts';

const askingForNothing = { autoSelect: true, gpuCount: null, precision: null, backend: null, hardware: null };
const debounceMs = 250;

/** What the draft could run as on this cluster, whatever it asks for now; undefined until that is known. */
export function usePossible(yaml: string): RecipeOptionView[] | undefined {
  const calls = useCalls();
  const { name, input } = useCluster();
  const { data: nodes } = useLive(useClusterSources().nodes);
  const [settled] = useDebouncedValue(yaml, debounceMs);
  const automatic = useCheck(writeFields(yaml, askingForNothing)).result?.options;
  const here = nodes ? fleetKinds(nodes).flatMap((kind) => (kind.model === null ? [] : [nameOfKind(kind)])) : [];
  const kinds = automatic ? kindsToAsk(automatic, here) : [];
  const asked = useQueries({
    queries: kinds.map((kind) => {
      const text = writeFields(settled, { ...askingForNothing, hardware: kind });
      return {
        queryKey: ['manifests.check', name, text],
        queryFn: ({ signal }: { signal: AbortSignal }) => calls.manifests.check.query({ ...input, yaml: text }, { signal }),
        gcTime: 0,
      };
    }),
  });
  if (!automatic) return undefined;
  return mergePossible(
    automatic,
    asked.map(({ data }, index) => ({ kind: kinds[index] ?? '', options: data?.options ?? [] })),
  );
}
