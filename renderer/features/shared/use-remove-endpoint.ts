import { useMutation } from '@tanstack/react-query';
import type { ObjectRef } from '../../../engine/contract/views/state.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { toWireError } from '../../live/wire-error.ts';

/** Deletes an endpoint; `error` is the engine's own. */
export function useRemoveEndpoint(onRemoved: () => void) {
  const calls = useCalls();
  const { input } = useCluster();
  const mutation = useMutation({
    mutationFn: (key: ObjectRef) => calls.endpoints.remove.mutate({ ...input, ...key }),
    onSuccess: onRemoved,
  });
  return { remove: mutation.mutate, pending: mutation.isPending, error: mutation.error ? toWireError(mutation.error) : undefined };
}
