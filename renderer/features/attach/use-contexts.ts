import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';

/** The contexts of a kubeconfig (empty: the usual one), read without contacting any. */
export function useContexts(kubeconfig: string) {
  const { clusters } = useCalls();
  const [path] = useDebouncedValue(kubeconfig.trim(), 300);
  const query = useQuery({
    queryKey: ['clusters.contexts', path],
    queryFn: () => clusters.contexts.query(path ? { kubeconfig: path } : {}),
    gcTime: 0,
  });
  return { data: query.data, error: query.error ? toWireError(query.error) : undefined, retry: () => void query.refetch() };
}

export type Contexts = ReturnType<typeof useContexts>;
