import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Calls } from '../../engine-client.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import { taskPath } from './cluster-path.ts';

/** Starts a long action and goes to its page; `error` is why it did not begin. */
export function useStartedFlow<Draft = void>(start: (calls: Calls, draft: Draft) => Promise<{ flow: string }>) {
  const calls = useCalls();
  const navigate = useNavigate();
  const mutation = useMutation({
    mutationFn: (draft: Draft) => start(calls, draft),
    onSuccess: ({ flow }) => void navigate(taskPath(flow)),
  });
  return {
    start: mutation.mutate,
    pending: mutation.isPending,
    error: mutation.error ? toWireError(mutation.error) : undefined,
    reset: mutation.reset,
  };
}
