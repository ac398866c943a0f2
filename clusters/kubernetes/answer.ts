import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ApiError, type Status, type StatusReason } from '../api-error.ts';

/** The whole body as text, unpacked. */
export async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpacked(answer)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function unpacked(answer: IncomingMessage): NodeJS.ReadableStream {
  if (answer.headers['content-encoding'] !== 'gzip') return answer;
  // Whoever reads the unpacked bytes is told of every failure.
  return pipeline(answer, createGunzip(), () => {});
}

/** What the server refused, as an error. A body that is not a Status (a proxy's page, say) is quoted in part. */
export function toApiError(code: number, body: string, retryAfter?: string): ApiError {
  const patience = retryAfter !== undefined && /^\d+$/.test(retryAfter) ? { retryAfterSeconds: Number(retryAfter) } : {};
  const status = parseStatus(body);
  if (status) return statusToError({ ...status, details: { ...patience, ...status.details } }, code);
  const quoted = body.trim().slice(0, 200);
  return new ApiError(code, reasonOf(code), `The API server answered ${code}${quoted ? `: ${quoted}` : ' without a reason'}.`, patience);
}

/** A Status object as an error. `code` is for one that has none. */
export function statusToError(status: Partial<Status>, code = 500): ApiError {
  const number = status.code ?? code;
  const message = status.message || `The API server answered ${number} without a reason.`;
  return new ApiError(number, status.reason || reasonOf(number), message, status.details ?? {});
}

function parseStatus(body: string): Status | undefined {
  try {
    const parsed = JSON.parse(body) as Partial<Status> | null;
    return parsed?.kind === 'Status' ? (parsed as Status) : undefined;
  } catch {
    // Not JSON: whoever answered is not an API server.
    return undefined;
  }
}

const reasons: Record<number, StatusReason> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

function reasonOf(code: number): StatusReason {
  return reasons[code] ?? 'Unknown';
}
