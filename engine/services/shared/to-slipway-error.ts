import { ApiError, ClusterUnreachable } from '../../../clusters/api-error.ts';
import { ProviderError, type ProviderRefusal } from '../../../clusters/provider.ts';
import { type ErrorCode, SlipwayError } from '../../contract/errors.ts';
import { fromUnknown } from '../../contract/rpc/from-unknown.ts';
import { refusalProblems } from '../manifests/refusal-problems.ts';

/** Whatever a cluster, a provider or we ourselves threw, as the one error that people read. Sentences and fixes are kept. */
export function toSlipwayError(thrown: unknown): SlipwayError {
  if (thrown instanceof ProviderError) {
    return new SlipwayError(codeOfRefusal[thrown.refusal], thrown.message, { cause: thrown, fix: thrown.fix });
  }
  if (thrown instanceof ClusterUnreachable) {
    // Its sentence says what to do: an expired token and a server that is off are not mended alike.
    return new SlipwayError('cluster_unreachable', thrown.message, { cause: thrown });
  }
  if (thrown instanceof ApiError) return ofServer(thrown);
  return fromUnknown(thrown);
}

/** Rejects with a `SlipwayError` for people, whatever it was. */
export async function forPeople<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toSlipwayError(error);
  }
}

const codeOfRefusal: Record<ProviderRefusal, ErrorCode> = {
  Unusable: 'not_ready',
  Unsupported: 'refused',
  NotFound: 'not_found',
  AlreadyThere: 'already_exists',
  NotRunning: 'not_ready',
  InvalidOptions: 'invalid_input',
  InvalidName: 'invalid_input',
  ReadOnly: 'forbidden',
  Failed: 'internal',
};

const codeOfStatus: Record<number, ErrorCode> = {
  400: 'invalid_input',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'invalid_input',
  429: 'not_ready',
  503: 'not_ready',
  504: 'timeout',
};

const fixes: Partial<Record<ErrorCode, string>> = {
  unauthorized: 'Sign in to the cluster again, or get a new kubeconfig from whoever runs it.',
  forbidden: 'Ask whoever runs the cluster for this right.',
  not_ready: 'Wait a moment, then try again.',
  timeout: 'Try again; if it goes on, look at the load of the API server.',
};

function ofServer(error: ApiError): SlipwayError {
  const code = error.reason === 'AlreadyExists' ? 'already_exists' : (codeOfStatus[error.code] ?? 'internal');
  const problems = code === 'invalid_input' ? refusalProblems(error) : [];
  return new SlipwayError(code, `The API server refused: ${withFullStop(error.message)}`, { cause: error, fix: fixes[code], problems });
}

function withFullStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
