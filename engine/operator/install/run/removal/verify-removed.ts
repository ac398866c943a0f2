import { SlipwayError } from '../../../../contract/errors.ts';
import { planRemoval, type RemovalOptions } from '../../plan/plan-removal.ts';
import { describeRef } from '../../plan/refs.ts';
import type { InstallerContext } from '../installer-context.ts';
import { until } from '../until.ts';
import { childrenOfModels } from './children-of-models.ts';
import { type RemovalPlace, removalFacts } from './removal-facts.ts';

const collectingMs = 60_000;

/**
 * Looks whether anything is left that a removal should have taken, also what belonged to models, which the cluster collects by
 * itself. Rejects with `not_ready` and the first of what is left.
 */
export async function verifyRemoved(
  context: InstallerContext,
  place: RemovalPlace,
  options: RemovalOptions,
  signal?: AbortSignal,
): Promise<void> {
  let left: string[] = [];
  const look = async () => {
    const { items } = planRemoval(await removalFacts(context, place, signal), options);
    const parts = items.filter(({ action }) => action !== 'keep').map(({ ref }) => ref);
    const children = options.keepModels ? [] : await childrenOfModels(context, place, signal);
    left = [...parts, ...children].map(describeRef);
    return left.length === 0 ? true : undefined;
  };
  const late = () => {
    const more = left.length > 1 ? ` and ${left.length - 1} more` : '';
    return new SlipwayError('not_ready', `Not everything is gone: ${left[0]}${more} is still there.`, { fix: 'Run the same again.' });
  };
  await until(context, look, { timeoutMs: collectingMs, intervalMs: 500, late, signal });
}
