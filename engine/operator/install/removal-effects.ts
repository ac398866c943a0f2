/** What the states of the removal machine do, by the names that it has for its actors. */
import { SlipwayError } from '../../contract/errors.ts';
import type { PlannedRemoval, RemovalFlow } from '../../machines/installation/removal-machine.ts';
import type { Installer, RemovalChoice } from './installer.ts';
import type { StepOptions } from './run/installer-context.ts';

export interface RemovalTools {
  readonly installer: Installer;
  readonly onProgress?: StepOptions['onProgress'];
}

type Effect<Output = unknown> = (flow: RemovalFlow, signal: AbortSignal) => Promise<Output>;

export interface RemovalEffects extends Record<string, Effect> {
  plan: Effect<PlannedRemoval>;
  remove: Effect;
  verify: Effect;
}

/** Each is safe to run again. */
export function removalEffects({ installer, onProgress }: RemovalTools): RemovalEffects {
  return {
    async plan(flow, signal) {
      const place = await installer.findPlace(choiceOf(flow), { signal });
      const { problems } = await installer.planRemoval({ ...choiceOf(flow), place }, { signal });
      const [first] = problems;
      if (first)
        throw new SlipwayError('refused', `Slipway cannot be removed: ${first.message}`, { fix: first.fix, problems: [...problems] });
      return { ...place };
    },
    remove: (flow, signal) => installer.remove(choiceOf(flow), { onProgress, signal }),
    verify: (flow, signal) => installer.verifyRemoved(choiceOf(flow), { signal }),
  };
}

function choiceOf({ request, planned }: RemovalFlow): RemovalChoice {
  const { deleteKinds, deleteModels } = request;
  return { deleteKinds, deleteModels, place: planned ?? undefined };
}
