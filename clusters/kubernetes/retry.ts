/** Pure decisions about sending a request again. */
import { ApiError, ClusterUnreachable } from '../api-error.ts';
import type { ApiRequest } from './exchange.ts';

/** Milliseconds until a request that failed `attempts` times before may be sent again, or undefined when this failure is final. */
export function waitBeforeRepeat(method: ApiRequest['method'], error: unknown, attempts: number): number | undefined {
  if (error instanceof ApiError) return waitAfterRefusal(error, attempts);
  return error instanceof ClusterUnreachable ? waitAfterLoss(method, error, attempts) : undefined;
}

const mostPatience = 5;
const longestWaitMs = 30_000;

/**
 * Milliseconds until a refused request may be sent again, or undefined when the refusal is final: patience that the server
 * asks for, and once with fresh credentials after 401.
 */
export function waitAfterRefusal({ code, details }: Pick<ApiError, 'code' | 'details'>, attempts: number): number | undefined {
  if (code === 401) return attempts === 0 ? 0 : undefined;
  const isPatience = code === 429 || code >= 500;
  if (!isPatience || details.retryAfterSeconds === undefined || attempts >= mostPatience) return undefined;
  return Math.min(longestWaitMs, details.retryAfterSeconds * 1000);
}

/** The first at once: most often a kept connection was closed just as we used it. */
const waitsAfterLoss = [0, 100, 1000];

/**
 * Milliseconds until a request whose connection was lost may be sent again, or undefined when it may not: reads always,
 * writes only when nothing of them was sent. A server that is not there is not lost: that is said at once.
 */
export function waitAfterLoss(method: ApiRequest['method'], { cause, notSent }: ClusterUnreachable, attempts: number): number | undefined {
  const { code = '' } = (cause ?? {}) as NodeJS.ErrnoException;
  const isLoss = code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED';
  const isSafe = method === 'GET' || notSent;
  return isLoss && isSafe ? waitsAfterLoss[attempts] : undefined;
}
