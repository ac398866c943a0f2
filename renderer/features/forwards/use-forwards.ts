import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ForwardDraft } from '../../../engine/contract/views/pod.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';

const queryKey = ['forwards.list'];
// They cannot be watched: asked again only while there are any, for one that reconnects changes its phase.
const renewMs = 2000;

/** The ports of this machine that lead into clusters. */
export function useForwards() {
  const { forwards } = useCalls();
  const query = useQuery({
    queryKey,
    queryFn: () => forwards.list.query(),
    refetchInterval: ({ state }) => (state.data && state.data.length > 0 ? renewMs : false),
  });
  return { data: query.data, error: query.error ? toWireError(query.error) : undefined, retry: () => void query.refetch() };
}

/** Opens a forward into a cluster (absent: the sandbox); `error` is why it was not opened. */
export function useOpenForward({ cluster }: { cluster?: string }) {
  const { forwards } = useCalls();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: (draft: ForwardDraft) => forwards.open.mutate({ ...(cluster ? { cluster } : {}), draft }),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  return {
    open: mutation.mutate,
    pending: mutation.isPending,
    opened: mutation.data,
    error: mutation.error ? toWireError(mutation.error) : undefined,
  };
}

/** Closes a forward. */
export function useCloseForward() {
  const { forwards } = useCalls();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: (id: string) => forwards.close.mutate({ id }),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  return { close: mutation.mutate, pending: mutation.isPending ? mutation.variables : undefined };
}
