import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WireError } from '../../../engine/contract/errors.ts';
import type { KindCheckView, KindDraft } from '../../../engine/contract/views/kind.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';

export interface KindCheck {
  /** What was found of the latest draft that was asked about. */
  result: KindCheckView | undefined;
  /** Whether `result` is of an older draft. */
  checking: boolean;
  error: WireError | undefined;
  retry(): void;
}

const debounceMs = 250;

/** Looks at the draft and at this machine a moment after the last key; nothing is made. */
export function useKindCheck({ name, config = '' }: Pick<KindDraft, 'name' | 'config'>): KindCheck {
  const { kind } = useCalls();
  const [settled] = useDebouncedValue(config, debounceMs);
  const [settledName] = useDebouncedValue(name, debounceMs);
  const query = useQuery({
    queryKey: ['kind.check', settledName, settled],
    queryFn: ({ signal }) => kind.check.query({ name: settledName, config: settled }, { signal }),
    placeholderData: keepPreviousData,
    // A port may be taken and memory used a moment later, so an old answer is never taken again.
    gcTime: 0,
  });
  return {
    result: query.data,
    checking: query.isFetching || settled !== config || settledName !== name,
    error: query.error ? toWireError(query.error) : undefined,
    retry: () => void query.refetch(),
  };
}
