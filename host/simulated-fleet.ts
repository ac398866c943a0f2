import { isReason } from '../clusters/api-error.ts';
import type { Fleet as SandboxFleet } from '../clusters/sandbox/fleet/fleet.ts';
import { SlipwayError } from '../engine/contract/errors.ts';
import type { HomeCluster } from '../engine/engine.ts';

/** The sandbox's fleet for the engine, its refusals as errors for people. */
export function simulatedFleet(fleet: SandboxFleet): NonNullable<HomeCluster['fleet']> {
  return {
    add: (draft) => refusalsForPeople(() => fleet.add(draft)),
    remove: (name) => refusalsForPeople(() => fleet.remove(name)),
  };
}

async function refusalsForPeople<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof RangeError) throw new SlipwayError('invalid_input', error.message, { cause: error });
    if (isReason(error, 'AlreadyExists'))
      throw new SlipwayError('already_exists', error.message, { cause: error, fix: 'Choose another name.' });
    if (isReason(error, 'Invalid')) throw new SlipwayError('invalid_input', error.message, { cause: error });
    throw error;
  }
}
