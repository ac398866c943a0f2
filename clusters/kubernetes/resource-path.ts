import type { ObjectKey, ResourceKind } from '../objects.ts';

/** The URL path of a kind's collection, or of one object in it: `/apis/apps/v1/namespaces/default/deployments/web/status`. */
export function resourcePath(kind: ResourceKind, place: Partial<ObjectKey> & { subresource?: string | undefined }): string {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const namespace = kind.namespaced && place.namespace ? ['namespaces', place.namespace] : [];
  const object = place.name === undefined ? [] : [place.name];
  const subresource = place.subresource ? [place.subresource] : [];
  const segments = [...namespace, kind.plural, ...object, ...subresource];
  return `${root}/${segments.map(encodeURIComponent).join('/')}`;
}

/** `path` with the values that are set as its query. */
export function withQuery(path: string, query: Record<string, string | number | boolean | undefined>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== false) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

/** What a request competes with: those of the same method on the same kind. */
export function flowOf({ method, path }: { method: string; path: string }): string {
  const [, root = '/', plural = ''] =
    /^(\/api\/[^/?]+|\/apis\/[^/?]+\/[^/?]+)\/(?:namespaces\/[^/?]+\/(?=[^/?]))?([^/?]*)/.exec(path) ?? [];
  return `${method} ${root}/${plural}`;
}
