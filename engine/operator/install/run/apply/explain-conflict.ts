import { type ApiError, isReason, type StatusCause } from '../../../../../clusters/api-error.ts';

/** A refusal in words: of a conflict over fields, which field belongs to whom; of anything else what the server said. */
export function explainConflict(error: ApiError): string {
  const conflicts = isReason(error, 'Conflict') ? fieldConflicts(error) : [];
  if (conflicts.length === 0) return error.message;
  return `${conflicts.map(({ field, owner }) => `${field} belongs to ${owner}`).join(', ')}`;
}

export interface FieldConflict {
  /** `spec.replicas` */
  field: string;
  /** The other field manager. */
  owner: string;
}

/** What a server-side apply was refused for: fields that others have set to something else. */
export function fieldConflicts({ details }: ApiError): FieldConflict[] {
  return (details.causes ?? []).filter(({ reason }) => reason === 'FieldManagerConflict').map(conflictOf);
}

// `conflict with "kubectl-edit" using apps/v1 at 2026-01-01T00:00:00Z`
function conflictOf({ field = '', message = '' }: StatusCause): FieldConflict {
  return { field: field.replace(/^\./, ''), owner: /^conflict with "([^"]*)"/.exec(message)?.[1] ?? message };
}
