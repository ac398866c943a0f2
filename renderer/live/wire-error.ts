import type { WireError } from '../../engine/contract/errors.ts';

/** The engine's error out of whatever a call threw; anything else becomes `internal` with its own message. */
export function toWireError(thrown: unknown): WireError {
  const wire = (thrown as { data?: { slipway?: WireError } | null } | null)?.data?.slipway;
  if (wire) return wire;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message, problems: [] };
}
