import type { ServerResponse } from 'node:http';
import { ApiError, errorBody } from '../api/errors.ts';

export function sendText(response: ServerResponse, status: number, { contentType, text }: { contentType: string; text: string }): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** `json` is JSON text. */
export function sendJson(response: ServerResponse, status: number, json: string): void {
  sendText(response, status, { contentType: 'application/json', text: json });
}

/** Whatever went wrong, in vLLM's shape; an answer that had begun is cut off. */
export function sendError(response: ServerResponse, error: unknown): void {
  const told =
    error instanceof ApiError
      ? error
      : new ApiError(500, error instanceof Error ? error.message : String(error), { type: 'InternalServerError' });
  if (response.headersSent) response.destroy();
  else sendJson(response, told.status, errorBody(told));
}
