/** A share of requests and where its turn stands. */
export interface Weighted {
  readonly weight: number;
  /** Carried from pick to pick; starts at 0. */
  current: number;
}

/**
 * Smooth weighted round robin: deterministic, exact over each round (90/10 gives 9 and 1 of every 10) and spread out
 * within it. A choice of weight 0 is never picked; undefined when there is none to pick.
 * https://github.com/nginx/nginx/commit/52327e0627f49dbda1e8db695e63a4b0af4448b1
 */
export function pickTarget<T extends Weighted>(choices: readonly T[], isUsable: (choice: T) => boolean): T | undefined {
  let total = 0;
  let best: T | undefined;
  for (const choice of choices) {
    if (choice.weight <= 0 || !isUsable(choice)) continue;
    total += choice.weight;
    choice.current += choice.weight;
    if (!best || choice.current > best.current) best = choice;
  }
  if (best) best.current -= total;
  return best;
}
