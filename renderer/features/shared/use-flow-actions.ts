import { useMutation } from '@tanstack/react-query';
import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';

export type FlowAction = 'cancel' | 'resume' | 'cleanUp' | 'dismiss';

/** What can be done with a flow; `error` is why the last of it was not done. */
export function useFlowActions({ id }: Pick<FlowView, 'id'>, onDone?: (action: FlowAction) => void) {
  const { flows } = useCalls();
  const mutation = useMutation({
    async mutationFn(action: FlowAction) {
      await flows[action].mutate({ id });
    },
    onSuccess: (_, action) => onDone?.(action),
  });
  return {
    run: mutation.mutate,
    pending: mutation.isPending ? mutation.variables : undefined,
    error: mutation.error ? toWireError(mutation.error) : undefined,
  };
}
