import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WireError } from '../../../engine/contract/errors.ts';
import type { InstallDraft, InstallPlanView, RemovalDraft } from '../../../engine/contract/views/installation.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';

export interface Plan {
  data: InstallPlanView | undefined;
  /** Whether `data` is of older options. */
  planning: boolean;
  error: WireError | undefined;
  retry(): void;
}

const debounceMs = 300;

/** What installing with these options would do; renewed when they change. The cluster is read, nothing is written. */
export function useInstallPlan(cluster: string, draft: InstallDraft): Plan {
  const { installations } = useCalls();
  return usePlan(['installations.plan', cluster], draft, (settled) => installations.plan.query({ cluster, draft: settled }));
}

/** What a removal would take away. */
export function useRemovalPlan(cluster: string, draft: RemovalDraft): Plan {
  const { installations } = useCalls();
  return usePlan(['installations.planRemoval', cluster], draft, (settled) => installations.planRemoval.query({ cluster, draft: settled }));
}

function usePlan<Draft>(key: string[], draft: Draft, plan: (draft: Draft) => Promise<InstallPlanView>): Plan {
  const text = JSON.stringify(draft);
  const [settled] = useDebouncedValue(text, debounceMs);
  const query = useQuery({
    queryKey: [...key, settled],
    queryFn: () => plan(JSON.parse(settled) as Draft),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return {
    data: query.data,
    planning: query.isFetching || settled !== text,
    error: query.error ? toWireError(query.error) : undefined,
    retry: () => void query.refetch(),
  };
}
