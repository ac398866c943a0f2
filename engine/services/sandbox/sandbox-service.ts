import type { SandboxService } from '../../contract/cluster-services.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { SandboxNodeDraft } from '../../contract/views/workbench.ts';

/** The simulated fleet as the host gives it. */
export interface Fleet {
  add(draft: SandboxNodeDraft): Promise<{ name: string }>;
  remove(name: string): Promise<void>;
}

/** The sandbox's nodes; refuses everything where there is no sandbox. */
export function createSandboxService(fleet: Fleet | null): SandboxService {
  return {
    addNode: async (draft) => present(fleet).add(draft),
    removeNode: async (name) => present(fleet).remove(name),
  };
}

function present(fleet: Fleet | null): Fleet {
  if (fleet) return fleet;
  throw new SlipwayError('not_found', 'There is no sandbox here.', { fix: 'Start one with "slipway serve".' });
}
