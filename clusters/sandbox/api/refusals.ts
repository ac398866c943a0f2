/** The API server's refusals, in the words of kube-apiserver, which kubectl and client libraries recognise. */
import { ApiError, type StatusCause } from '../../api-error.ts';
import type { Resource } from './resource.ts';

type Named = Pick<Resource, 'group' | 'plural' | 'kind'>;

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function notFound(resource: Pick<Resource, 'group' | 'plural'>, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${qualified(resource)} ${JSON.stringify(name)} not found`, details(resource, name));
}

/** No such path: what an unknown group, version or resource gets. */
export function unknownPath(): ApiError {
  return new ApiError(404, 'NotFound', 'the server could not find the requested resource');
}

export function alreadyExists(resource: Named, name: string): ApiError {
  return new ApiError(409, 'AlreadyExists', `${qualified(resource)} "${name}" already exists`, details(resource, name));
}

export function modifiedMeanwhile(resource: Named, name: string): ApiError {
  return conflict(resource, name, 'the object has been modified; please apply your changes to the latest version and try again');
}

export function conflict(resource: Named, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`;
  return new ApiError(409, 'Conflict', message, details(resource, name));
}

export function forbidden(resource: Named, name: string, why: string, causes?: StatusCause[]): ApiError {
  return new ApiError(403, 'Forbidden', `${qualified(resource)} "${name}" is forbidden: ${why}`, {
    ...details(resource, name),
    ...(causes && { causes }),
  });
}

export function invalid(resource: Named, name: string, causes: StatusCause[]): ApiError {
  const kind = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
  const lines = causes.map(({ field, message }) => `${field}: ${message}`);
  const list = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  return new ApiError(422, 'Invalid', `${kind} "${name}" is invalid: ${list}`, {
    ...(name !== '' && { name }),
    ...(resource.group !== '' && { group: resource.group }),
    kind: resource.kind,
    causes,
  });
}

export function expired(version: number, oldest: number): ApiError {
  return new ApiError(410, 'Expired', `too old resource version: ${version} (${oldest})`);
}

export function methodNotAllowed(): ApiError {
  return new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
}

export function qualified(resource: Pick<Resource, 'group' | 'plural'>): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
}

function details(resource: Pick<Resource, 'group' | 'plural'>, name: string) {
  return { name, ...(resource.group !== '' && { group: resource.group }), kind: resource.plural };
}

/** The server cannot do what it was asked for, and the caller is not to blame. */
export function internalError(why: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}

/** Custom kinds have no strategic patches. */
export function unsupportedPatch({ custom }: Pick<Resource, 'custom'>): ApiError {
  if (!custom) return new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type');
  return new ApiError(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: ' +
      'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
  );
}
