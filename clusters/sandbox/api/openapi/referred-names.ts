const PREFIX = '#/components/schemas/';

/** The names of the given schemas and of all schemas that they refer to. */
export function referredNames(find: (name: string) => object | undefined, names: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = find(name);
    if (!schema || found.has(name)) continue;
    found.add(name);
    waiting.push(...references(schema));
  }
  return found;
}

/** The name in a reference such as `#/components/schemas/io.k8s.api.core.v1.Pod`. */
export function referredName(reference: string): string {
  return reference.slice(PREFIX.length);
}

/** The names in all references inside a value. */
export function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) =>
    field === '$ref' && typeof inner === 'string' ? [referredName(inner)] : references(inner),
  );
}
