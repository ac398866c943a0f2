/** Whether an object may be stored. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../contract/errors.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { findingsOf } from './findings.ts';
import type { ReviewRequest, ReviewResponse } from './review.ts';

/**
 * Denies what the operator could not act upon. What is stored already may stay as it is: an object that came in while no webhook
 * answered can be labelled, mended step by step, and deleted.
 */
export function validate(request: ReviewRequest, catalog: Catalog): ReviewResponse {
  const { groupKind, object, oldObject } = request;
  if (object.metadata?.deletionTimestamp || (oldObject && isDeepStrictEqual(object.spec, oldObject.spec))) return { allowed: true };
  const { problems, warnings } = findingsOf(groupKind, object, catalog);
  const present = oldObject ? findingsOf(groupKind, oldObject, catalog).problems : [];
  const isOld = (problem: Problem) => present.some((each) => isDeepStrictEqual(each, problem));
  const fresh = problems.filter((problem) => !isOld(problem));
  if (fresh.length === 0) return { allowed: true, warnings: [...problems.map(sentence), ...warnings] };
  return { allowed: false, warnings, denial: denialOf(fresh, request) };
}

/** In the form of a server's own validation, which kubectl prints as `The AIMEndpoint "demo" is invalid: ...`. */
function denialOf(problems: readonly Problem[], { groupKind, object }: ReviewRequest): NonNullable<ReviewResponse['denial']> {
  const [group = '', kind = ''] = groupKind.split('/');
  const causes = problems.map(({ field, message, fix }) => ({
    reason: 'FieldValueInvalid',
    field,
    message: [message, fix].filter(Boolean).join(' '),
  }));
  return { message: problems.map(sentence).join(' '), details: { group, kind, name: object.metadata?.name ?? '', causes } };
}

/** `spec.scaling.minReplicas: minReplicas (3) is greater than maxReplicas (2). Raise maxReplicas or lower minReplicas.` */
function sentence({ field, message, fix }: Problem): string {
  return [field ? `${field}: ${message}` : message, fix].filter(Boolean).join(' ');
}
