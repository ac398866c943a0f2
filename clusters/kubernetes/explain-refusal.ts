import { ApiError, ClusterUnreachable } from '../api-error.ts';
import { missingRule } from './missing-rule.ts';

/**
 * Refusals of who we are, and of what we may do, with what to do about them. All others keep the server's own words, by
 * which people know them.
 */
export function explainRefusal(server: string, error: ApiError): ApiError {
  if (error.code === 401) {
    const said = error.message === 'Unauthorized' ? '' : ` (${error.message})`;
    return reworded(
      error,
      `The API server at ${server} does not know who asks${said}: the credentials are missing, wrong or expired. Check the user in the kubeconfig, or sign in again.`,
    );
  }
  // "is forbidden: User ... cannot list ..." is authorization; admission and quota say other things.
  if (error.code === 403 && /\bUser "[^"]*" cannot \S/.test(error.message)) {
    const rule = missingRule(error.message);
    const permission = rule === undefined ? 'this permission' : `this permission: ${rule}`;
    return reworded(error, `${error.message}. Use another context, or ask whoever runs the cluster for ${permission}.`);
  }
  return error;
}

/** Whoever answered, it was not an API server. `what` is half a sentence. */
export function notAnApiServer(server: string, what: string, cause?: unknown): ClusterUnreachable {
  return new ClusterUnreachable(
    server,
    `At ${server} there seems to be no API server: ${what}. Check the address in the kubeconfig, and sign in to the network if it asks for that.`,
    { cause },
  );
}

function reworded({ code, reason, details }: ApiError, message: string): ApiError {
  return new ApiError(code, reason, message, details);
}
