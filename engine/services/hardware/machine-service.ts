import type { MachineService } from '../../contract/services.ts';
import type { MachineView } from '../../contract/views/device.ts';

/** Looks once and keeps the answer, for GPUs do not come and go; who asks meanwhile gets the same look. */
export function createMachineService(detect: () => Promise<MachineView>): MachineService {
  let looking: Promise<MachineView> | undefined;
  let isRunning = false;
  const look = (): Promise<MachineView> => {
    isRunning = true;
    const found = detect().finally(() => {
      isRunning = false;
    });
    // A look that broke is not kept: the next who asks has it done again.
    found.catch(() => {
      looking = undefined;
    });
    return found;
  };
  return {
    thisMachine({ refresh } = {}) {
      if (!looking || (refresh && !isRunning)) looking = look();
      return looking;
    },
  };
}
