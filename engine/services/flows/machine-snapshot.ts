import type { AnyMachineSnapshot } from 'xstate';
import { type SlipwayError, toWire } from '../../contract/errors.ts';
import { fromUnknown } from '../../contract/rpc/from-unknown.ts';
import type { FlowView } from '../../contract/views/flow.ts';
import type { FlowFailure } from '../../machines/flow-failure.ts';

/** `meta.step` of the innermost state that has one. */
export function stepOf(snapshot: AnyMachineSnapshot): string | undefined {
  const metas = Object.values(snapshot.getMeta()) as ({ step?: string } | undefined)[];
  return metas.findLast((meta) => meta?.step !== undefined)?.step;
}

/** How it ended. A machine that broke has failed. */
export function outcomeOf(snapshot: AnyMachineSnapshot): 'done' | 'failed' | 'cancelled' {
  if (snapshot.status === 'error') return 'failed';
  return (['done', 'cancelled'] as const).find((tag) => snapshot.hasTag(tag)) ?? 'failed';
}

/** What a person should know of the end. */
export function noteOf(snapshot: AnyMachineSnapshot): string | null {
  return (snapshot.context as { note?: string | null }).note ?? null;
}

/** Why it failed; `thrown` is what the last effect threw: it knows more than a machine keeps. */
export function failureOf(snapshot: AnyMachineSnapshot, thrown: SlipwayError | undefined): NonNullable<FlowView['error']> {
  const failure = (snapshot.context as { error?: FlowFailure | null }).error;
  if (thrown && (!failure || failure.message === thrown.message)) return toWire(thrown);
  if (!failure) return toWire(fromUnknown(snapshot.error));
  return { code: failure.code, message: failure.message, fix: failure.fix ?? undefined, problems: [] };
}
