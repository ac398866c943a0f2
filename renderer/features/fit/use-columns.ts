import { useQuery } from '@tanstack/react-query';
import type { WireError } from '../../../engine/contract/errors.ts';
import type { FitGpu } from '../../../engine/contract/views/fit.ts';
import { useCalls, useLive } from '../../live/engine-context.tsx';
import { useClusterSources } from '../../live/use-cluster.ts';
import { toWireError } from '../../live/wire-error.ts';
import { fleetKinds } from '../shared/gpu-fleet.ts';
import { useThisMachine } from '../shared/use-this-machine.ts';
import { type Column, catalogColumns, clusterColumns, machineColumns } from './columns.ts';
import type { ExplorerState } from './explorer-state.ts';

export interface Columns {
  /** Undefined until they are known. */
  columns: Column[] | undefined;
  catalog: readonly FitGpu[];
  error: WireError | undefined;
}

/** The GPUs that the explorer compares: the catalog's, this machine's or the cluster's. The last two are asked only when shown. */
export function useColumns({ source, gpus }: Pick<ExplorerState, 'source' | 'gpus'>): Columns {
  const calls = useCalls();
  const sources = useClusterSources();
  const catalog = useQuery({ queryKey: ['fit.gpus'], queryFn: () => calls.fit.gpus.query(), staleTime: Number.POSITIVE_INFINITY });
  const machine = useThisMachine(source === 'machine');
  const nodes = useLive(source === 'cluster' ? sources.nodes : undefined);
  const known = catalog.data ?? [];
  const catalogError = catalog.error ? toWireError(catalog.error) : undefined;
  if (source === 'machine') {
    return { columns: machine.data && machineColumns(machine.data.devices), catalog: known, error: machine.error };
  }
  if (source === 'cluster') {
    return { columns: nodes.data && clusterColumns(fleetKinds(nodes.data)), catalog: known, error: nodes.error };
  }
  return { columns: catalog.data && catalogColumns(catalog.data, gpus), catalog: known, error: catalogError };
}
