import type { FitBudget } from '../../../engine/contract/views/fit.ts';

export interface BudgetLine {
  /** The part of the memory bar that it is. */
  part: 'weights' | 'kv' | 'activation' | 'other' | 'free' | 'kept' | 'missing' | 'total';
  name: string;
  bytes: number;
  /** Of the whole GPU: `43 %`. */
  share: string;
  hint: string;
}

/** A budget from the largest demand to the whole; what is missing stands in the place of what is free. */
export function budgetLines(budget: FitBudget): BudgetLine[] {
  const { weightsBytes, kvBytes, activationBytes, otherBytes, freeBytes, totalBytes } = budget;
  const used = weightsBytes + kvBytes + activationBytes + otherBytes;
  const kept = Math.max(0, totalBytes - used - freeBytes);
  const line = (part: BudgetLine['part'], name: string, bytes: number, hint: string): BudgetLine => ({
    part,
    name,
    bytes,
    share: totalBytes > 0 ? `${Math.round((100 * bytes) / totalBytes)} %` : '',
    hint,
  });
  return [
    line('weights', 'Weights', weightsBytes, 'What each GPU holds of the parameters, at their precision.'),
    line('kv', 'KV cache', kvBytes, 'Keys and values of the sequences asked for, at the context asked for.'),
    line('activation', 'Activations', activationBytes, 'The peak while a batch runs through the layers.'),
    line('other', 'Other', otherBytes, 'The runtime, CUDA or HIP graphs, and communication buffers.'),
    freeBytes < 0
      ? line('missing', 'Missing', -freeBytes, 'The demand over what the engine allows itself.')
      : line('free', 'Free for more', freeBytes, 'Left of what the engine allows itself: for more sequences, or longer ones.'),
    ...(kept > 0 ? [line('kept', 'Left to others', kept, 'What the engine leaves untouched: its memory utilization is a limit.')] : []),
    line('total', 'GPU', totalBytes, 'What the device reports, which is less than its nominal size.'),
  ];
}
