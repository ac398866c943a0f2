import type { ApiObject } from '../json.ts';
import { methodNotAllowed, unknownPath } from '../refusals.ts';
import type { Place } from '../requests/context.ts';
import { decodeObject } from '../requests/decode.ts';
import { reviewAccess, reviewLocalAccess, reviewOwnAccess, reviewRules } from '../reviews/access.ts';
import { reviewSelf, reviewToken } from '../reviews/identity.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import { writeQuery } from './options.ts';
import { addWarnings, sendJson } from './respond.ts';

/** A question as an object: it is answered, and not stored. */
export type Review = (object: ApiObject, call: Call, place: Place) => ApiObject;

const reviews: Record<string, Review> = {
  'authentication.k8s.io/selfsubjectreviews': reviewSelf,
  'authentication.k8s.io/tokenreviews': reviewToken,
  'authorization.k8s.io/selfsubjectaccessreviews': reviewOwnAccess,
  'authorization.k8s.io/selfsubjectrulesreviews': reviewRules,
  'authorization.k8s.io/subjectaccessreviews': reviewAccess,
  'authorization.k8s.io/localsubjectaccessreviews': reviewLocalAccess,
};

/** Answers a `POST` of a kind that cannot be read. */
export async function handleReview(call: Call, place: Place): Promise<void> {
  const { request, response, query } = call;
  const { group, plural } = place.resource;
  const review = reviews[`${group}/${plural}`];
  if (!review) throw unknownPath();
  if (request.method !== 'POST') throw methodNotAllowed();
  const warnings: string[] = [];
  const options = { ...writeQuery(query, request), warn: (warning: string) => warnings.push(warning) };
  const object = decodeObject(place, await readBody(request), options);
  const answer = review(object, call, place);
  addWarnings(response, warnings);
  sendJson(response, 201, answer);
}
