interface Named {
  readonly metadata?: { name?: string | undefined; namespace?: string | undefined; creationTimestamp?: string | undefined } | undefined;
}

/**
 * Sorts Routes so that of those that claim one model name the first keeps it: the oldest, then the first by
 * `namespace/name`, as the Gateway API resolves conflicts:
 * https://gateway-api.sigs.k8s.io/guides/api-design/#conflicts
 */
export function byPrecedence(left: Named, right: Named): number {
  return (
    compare(left.metadata?.creationTimestamp ?? '', right.metadata?.creationTimestamp ?? '') || compare(routeName(left), routeName(right))
  );
}

/** `namespace/name` of a Route. */
export function routeName({ metadata }: Named): string {
  return `${metadata?.namespace ?? 'default'}/${metadata?.name ?? ''}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
