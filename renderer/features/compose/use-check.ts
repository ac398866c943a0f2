import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WireError } from '../../../engine/contract/errors.ts';
import type { CheckView } from '../../../engine/contract/views/workbench.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { toWireError } from '../../live/wire-error.ts';

export interface Check {
  /** What the server said of the latest text it was asked about. */
  result: CheckView | undefined;
  /** Whether `result` is of an older text. */
  checking: boolean;
  error: WireError | undefined;
  retry(): void;
}

const debounceMs = 250;

/** Asks the server about the draft a moment after the last key; nothing is written there. */
export function useCheck(yaml: string): Check {
  const calls = useCalls();
  const { name, input } = useCluster();
  const [settled] = useDebouncedValue(yaml, debounceMs);
  const query = useQuery({
    queryKey: ['manifests.check', name, settled],
    queryFn: ({ signal }) => calls.manifests.check.query({ ...input, yaml: settled }, { signal }),
    placeholderData: keepPreviousData,
    // What fits changes with what runs, so an old answer is never taken again.
    gcTime: 0,
  });
  return {
    result: query.data,
    checking: query.isFetching || settled !== yaml,
    error: query.error ? toWireError(query.error) : undefined,
    retry: () => void query.refetch(),
  };
}
