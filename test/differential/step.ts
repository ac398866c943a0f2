/** One generated request, said without what only a server knows: versions and uids are named, not given. */
export interface Step {
  action: Action;
  subresource?: 'status' | 'scale' | undefined;
  /** The whole body, or for `edit` a merge patch over the object as it is. */
  body?: unknown;
  query?: Record<string, string>;
  contentType?: string;
}

export type Action = 'create' | 'replace' | 'edit' | 'merge' | 'strategic' | 'json' | 'apply' | 'delete' | 'get' | 'list';

/** Requests about one object, to be sent in this order in a namespace of their own. */
export interface Sequence {
  kind: string;
  steps: Step[];
}

/** Stands in bodies for what the server last answered. */
export const placeholders = { version: '$version', staleVersion: '$stale-version', uid: '$uid' } as const;
