import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { noData } from '../../format/duration.ts';

/** Whether models of this cluster run on GPUs or on the simulator. */
export function modelsWords({ simulated }: Pick<ClusterView, 'simulated'>): string {
  if (simulated === null) return noData;
  return simulated ? 'Simulated' : 'On its GPUs';
}

/** What of Slipway is installed in it. */
export function installationWords({ installation }: Pick<ClusterView, 'installation'>): string {
  if (!installation) return noData;
  const version = installation.version ?? '';
  const words = {
    none: 'Not installed',
    applying: `Installing ${version}`,
    complete: `Installed ${version}`,
    in_process: 'Built in',
  };
  return words[installation.state].trim();
}
