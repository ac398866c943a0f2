/** What an API server answers when it refuses: `metav1.Status`. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, unknown>;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: StatusReason;
  details?: StatusDetails;
  code?: number;
}

/** @see https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/types.go (StatusReason) */
export type StatusReason =
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Gone'
  | 'Expired'
  | 'Invalid'
  | 'ServerTimeout'
  | 'Timeout'
  | 'TooManyRequests'
  | 'BadRequest'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'UnsupportedMediaType'
  | 'RequestEntityTooLarge'
  | 'InternalError'
  | 'ServiceUnavailable'
  /** Of a command that ran in a container; `details.causes` has its exit code. */
  | 'NonZeroExitCode'
  | 'Unknown';

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** One reason of several, with the field it is about (`spec.replicas`). */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** An API server's refusal, as an error. Connection failures are `ClusterUnreachable`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  readonly reason: StatusReason;
  readonly details: StatusDetails;

  constructor(code: number, reason: StatusReason, message: string, details: StatusDetails = {}) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      // As on the wire: what is empty is left out.
      ...(this.reason !== 'Unknown' && { reason: this.reason }),
      ...(Object.keys(this.details).length > 0 && { details: this.details }),
      code: this.code,
    };
  }
}

/** The API server did not answer: refused, reset, timed out, name not found, certificate not trusted. */
export class ClusterUnreachable extends Error {
  override readonly name = 'ClusterUnreachable';
  readonly server: string;
  /** True when the request certainly never reached the server: sending it again cannot do it twice. */
  readonly notSent: boolean;

  constructor(server: string, message: string, { notSent = false, ...options }: { cause?: unknown; notSent?: boolean } = {}) {
    super(message, options);
    this.server = server;
    this.notSent = notSent;
  }
}

export function isReason(error: unknown, ...reasons: StatusReason[]): error is ApiError {
  return error instanceof ApiError && reasons.includes(error.reason);
}

/** True for 410: the resourceVersion is too old to continue from. */
export function isGone(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 410;
}

/** True for the refusal to create something in a namespace that is being deleted: trying again cannot help. */
export function isNamespaceTerminating(error: unknown): error is ApiError {
  return isReason(error, 'Forbidden') && (error.details.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating');
}
