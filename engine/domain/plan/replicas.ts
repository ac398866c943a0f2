/** Who decides how many replicas run. */
import type { Scaling } from '../endpoint.ts';

/** On the Deployment: the number that Slipway set last. While it is the actual one, nobody else has scaled. */
export const replicasAnnotation = 'slipway.dev/replicas-set';

interface ReplicasNow {
  readonly current: number;
  /** From `replicasAnnotation`; undefined where Slipway never set it. */
  readonly lastSet: number | undefined;
}

/**
 * The number to set, or undefined to leave it. An autoscaler or a person may scale between minimum and maximum without
 * being overruled; outside, the nearer bound is set; a number that Slipway set itself follows the minimum.
 */
export function decideReplicas({ minimum, maximum }: Scaling, { current, lastSet }: ReplicasNow): number | undefined {
  const wanted = current === lastSet ? minimum : Math.min(Math.max(current, minimum), maximum ?? Number.MAX_SAFE_INTEGER);
  return wanted === current ? undefined : wanted;
}
