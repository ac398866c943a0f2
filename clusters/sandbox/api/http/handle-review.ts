import { isJsonObject, type JsonObject } from '../json.ts';
import { badRequest, methodNotAllowed, unknownPath } from '../refusals.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import { sendJson } from './respond.ts';

/** Reviews of what the asking user may do: everyone who has a certificate or token of the sandbox may do everything. */
export async function handleReview({ request, response, user }: Call, plural: string): Promise<void> {
  const status = reviews[plural];
  if (!status) throw unknownPath();
  if (request.method !== 'POST') throw methodNotAllowed();
  const body = await readBody(request);
  if (!isJsonObject(body)) throw badRequest('the body must be a review of authorization.k8s.io/v1');
  sendJson(response, 201, { metadata: {}, spec: {}, ...body, status: status(user.name) });
}

const reviews: Record<string, (user: string) => JsonObject> = {
  selfsubjectaccessreviews: (user) => ({ allowed: true, reason: `the sandbox has one user, and this is ${user}` }),
  selfsubjectrulesreviews: () => ({
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
  }),
};
