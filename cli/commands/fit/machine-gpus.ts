import { choicesOfMachine, type FoundGpus } from '../../../engine/services/fit/gpu-choice.ts';
import type { Known } from '../../../engine/services/fit/known.ts';
import { detectThisMachine } from '../../../host/this-machine.ts';

/** This machine's GPUs. Never rejects: what could not be looked at is told by `slipway gpus`. */
export async function gpusOfMachine(catalog: Known): Promise<FoundGpus> {
  const { devices } = await detectThisMachine(catalog);
  return choicesOfMachine(devices, catalog);
}
