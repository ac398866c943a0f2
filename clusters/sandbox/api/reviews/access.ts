/** Reviews of what someone may do. The sandbox stores roles and does not enforce them: who is let in may do everything. */
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue } from '../causes.ts';
import type { Call } from '../http/call.ts';
import { type ApiObject, isJsonObject, type JsonObject } from '../json.ts';
import { badRequest, invalid } from '../refusals.ts';
import type { Place } from '../requests/context.ts';

// Such a refusal names no kind: the real server has none for it at this point.
const unnamed = { group: 'authorization.k8s.io', plural: '', kind: '' };

export function reviewOwnAccess(object: ApiObject): ApiObject {
  refuse(aboutOneThing(specOf(object)));
  return allowed(object);
}

export function reviewAccess(object: ApiObject): ApiObject {
  const spec = specOf(object);
  refuse([...aboutOneThing(spec), ...aboutSomeone(spec)]);
  return allowed(object);
}

/** The same, about one namespace. */
export function reviewLocalAccess(object: ApiObject, _call: Call, { namespace = '' }: Place): ApiObject {
  const spec = specOf(object);
  const attributes = isJsonObject(spec['resourceAttributes']) ? spec['resourceAttributes'] : {};
  const asked = attributes['namespace'] ?? '';
  const elsewhere = asked === namespace ? [] : [invalidValue('spec.resourceAttributes.namespace', asked, 'must match metadata.namespace')];
  refuse([...aboutOneThing(spec), ...aboutSomeone(spec), ...elsewhere]);
  return allowed(object);
}

/** What `kubectl auth can-i --list` prints. */
export function reviewRules(object: ApiObject): ApiObject {
  if (!specOf(object)['namespace']) throw badRequest('no namespace on request');
  return {
    ...object,
    metadata: {} as ApiObject['metadata'],
    spec: {},
    status: {
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    },
  };
}

function allowed(object: ApiObject): ApiObject {
  const { name, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, ...(name && { name }) } as ApiObject['metadata'], status: { allowed: true } };
}

function aboutOneThing({ resourceAttributes, nonResourceAttributes }: JsonObject): StatusCause[] {
  if (Boolean(resourceAttributes) !== Boolean(nonResourceAttributes)) return [];
  const field = resourceAttributes ? 'spec.nonResourceAttributes' : 'spec.resourceAttributes';
  const why = resourceAttributes
    ? 'cannot be specified in combination with resourceAttributes'
    : 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
  return [invalidValue(field, resourceAttributes ? nonResourceAttributes : null, why)];
}

function aboutSomeone({ user, groups }: JsonObject): StatusCause[] {
  const isNobody = !user && !(Array.isArray(groups) && groups.length > 0);
  return isNobody ? [invalidValue('spec.user', '', 'at least one of user or group must be specified')] : [];
}

function specOf(object: ApiObject): JsonObject {
  return isJsonObject(object['spec']) ? object['spec'] : {};
}

function refuse(causes: StatusCause[]): void {
  if (causes.length > 0) throw invalid(unnamed, '', causes);
}
