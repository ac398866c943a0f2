import type { ServerResponse } from 'node:http';
import { ApiError } from '../../../api-error.ts';

/** Answers with JSON text that is there already. */
export function sendText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache, private',
  });
  response.end(text);
}

export function sendJson(response: ServerResponse, code: number, body: unknown): void {
  sendText(response, code, JSON.stringify(body));
}

export function sendPlain(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** What a path gets that no API has. */
export function sendUnknown(response: ServerResponse): void {
  response.setHeader('x-content-type-options', 'nosniff');
  sendPlain(response, 404, '404 page not found\n');
}

/** Answers with a refusal as a `Status`. */
export function sendRefusal(response: ServerResponse, error: ApiError): void {
  if (response.headersSent) response.destroy();
  else sendJson(response, error.code, error.toStatus());
}

/** What went wrong inside, without its details: those are for the log. */
export function internalError(): ApiError {
  return new ApiError(500, 'InternalError', 'Internal error occurred: the request could not be finished; the log of the sandbox says why');
}

/** @see https://www.rfc-editor.org/rfc/rfc7234#section-5.5 (code 299) */
export function addWarnings(response: ServerResponse, warnings: readonly string[]): void {
  if (warnings.length === 0) return;
  response.appendHeader(
    'warning',
    warnings.map((warning) => `299 - ${JSON.stringify(warning)}`),
  );
}
