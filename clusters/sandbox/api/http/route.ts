/** Where a request's path leads. */
export type Route =
  | { to: 'resource'; path: ResourcePath }
  | { to: 'discovery'; group: string | undefined; version: string | undefined }
  | { to: 'openapi'; groupVersion: string | undefined }
  | { to: 'openapi-v2' }
  | { to: 'health'; endpoint: string; check: string }
  | { to: 'version' | 'metrics' | 'root' | 'issuer' | 'issuer-keys' | 'unknown' };

export interface ResourcePath {
  group: string;
  version: string;
  namespace?: string | undefined;
  plural: string;
  name?: string | undefined;
  subresource?: string | undefined;
  /** By the older paths below `watch/`. */
  watch?: boolean;
}

const HEALTH = new Set(['healthz', 'readyz', 'livez']);

/** Reads a URL's path, percent-encoding included. */
export function parseRoute(pathname: string): Route {
  const segments = pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  const [first = '', ...rest] = segments;
  if (first === '') return { to: 'root' };
  if (first === 'api') return apiRoute('', rest);
  if (first === 'apis') return apiRoute(rest[0], rest.slice(1));
  if (first === 'openapi' && rest[0] === 'v2') return { to: 'openapi-v2' };
  if (first === 'openapi' && rest[0] === 'v3') return { to: 'openapi', groupVersion: rest.slice(1).join('/') || undefined };
  if (HEALTH.has(first)) return { to: 'health', endpoint: first, check: rest.join('/') };
  if (pathname === '/.well-known/openid-configuration') return { to: 'issuer' };
  if (pathname === '/openid/v1/jwks') return { to: 'issuer-keys' };
  return first === 'version' || first === 'metrics' ? { to: first } : { to: 'unknown' };
}

function apiRoute(group: string | undefined, [version, ...rest]: string[]): Route {
  if (group === undefined || version === undefined || rest.length === 0) return { to: 'discovery', group, version };
  const [first, ...watched] = rest;
  if (first === 'watch' && watched.length > 0) return { to: 'resource', path: { ...resourcePath(group, version, watched), watch: true } };
  return { to: 'resource', path: resourcePath(group, version, rest) };
}

function resourcePath(group: string, version: string, segments: string[]): ResourcePath {
  // `/namespaces/x` and its subresources are the namespace itself; deeper paths are what is in it.
  const [first, namespace, plural = '', name, subresource] = segments;
  const isInside = first === 'namespaces' && segments.length > 2 && !(group === '' && ['status', 'finalize'].includes(plural));
  if (isInside) return { group, version, namespace, plural, name, subresource };
  return { group, version, plural: first ?? '', name: segments[1], subresource: segments[2] };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
