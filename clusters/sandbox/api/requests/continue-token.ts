import { badRequest } from '../refusals.ts';

/**
 * A page's end as an opaque token. It holds only the last key: later pages show the present state, which is what
 * kube-apiserver offers as an "inconsistent continue" once the first page's version is compacted.
 */
export function encodeContinue(key: string): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', start: key })).toString('base64url');
}

export function decodeContinue(token: string): string {
  try {
    const { start } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { start?: unknown };
    if (typeof start === 'string') return start;
  } catch {
    // Not JSON: the same answer as for JSON that is not ours.
  }
  throw badRequest('continue key is not valid: use the token that the previous page gave');
}
