import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WireError } from '../../../engine/contract/errors.ts';
import type { MachineView } from '../../../engine/contract/views/device.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';

const queryKey = ['hardware.thisMachine'];

export interface ThisMachine {
  data: MachineView | undefined;
  error: WireError | undefined;
  refreshing: boolean;
  /** Runs every probe again. */
  refresh(): void;
}

/** What the machine that the engine runs on has. */
export function useThisMachine(wanted = true): ThisMachine {
  const calls = useCalls();
  const client = useQueryClient();
  const query = useQuery({
    queryKey,
    queryFn: () => calls.hardware.thisMachine.query(),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const again = useMutation({
    mutationFn: () => calls.hardware.thisMachine.query({ refresh: true }),
    onSuccess: (machine) => client.setQueryData(queryKey, machine),
  });
  const error = again.error ?? query.error;
  return {
    data: query.data,
    error: error ? toWireError(error) : undefined,
    refreshing: again.isPending,
    refresh: () => again.mutate(),
  };
}
