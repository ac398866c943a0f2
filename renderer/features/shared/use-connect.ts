import { useMutation } from '@tanstack/react-query';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';

/** Connects to a cluster; `error` is why it cannot be reached. */
export function useConnect(name: string) {
  const { clusters } = useCalls();
  const mutation = useMutation({ mutationFn: () => clusters.connect.mutate({ name }) });
  return { connect: mutation.mutate, pending: mutation.isPending, error: mutation.error ? toWireError(mutation.error) : undefined };
}
