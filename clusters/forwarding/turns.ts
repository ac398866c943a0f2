import type { Clock } from '../clock.ts';
import type { ForwardTarget } from './targets.ts';

/** Whose turn it is among several pods. */
export interface Turns {
  /** All of them, each first in its turn, those that have just refused last. */
  order(targets: readonly ForwardTarget[]): ForwardTarget[];
  /** The pod did not answer a connection: endpoints tell of a pod's end a moment late. */
  refused(target: ForwardTarget): void;
  /** Whether each of them has just refused; so it is with none. */
  haveAllRefused(targets: readonly ForwardTarget[]): boolean;
}

/** By then the endpoints have told it, or the pod is well again. */
const avoidedMs = 5_000;

export function createTurns(clock: Clock): Turns {
  let turn = 0;
  const refusals = new Map<string, number>();
  const hasRefused = ({ pod }: ForwardTarget) => (refusals.get(pod.name) ?? 0) > clock.now();
  return {
    order(targets) {
      for (const [name, until] of refusals) if (until <= clock.now()) refusals.delete(name);
      const first = targets.length === 0 ? 0 : turn++ % targets.length;
      const inTurn = [...targets.slice(first), ...targets.slice(0, first)];
      return [...inTurn.filter((target) => !hasRefused(target)), ...inTurn.filter(hasRefused)];
    },
    haveAllRefused: (targets) => targets.every(hasRefused),
    refused: ({ pod }) => void refusals.set(pod.name, clock.now() + avoidedMs),
  };
}
