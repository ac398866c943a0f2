import type { IncomingMessage } from 'node:http';
import { ApiError, invalidJson } from '../api/errors.ts';

// Far above any context length, and small enough that many simulators may share a process.
const mostBytes = 32 * 2 ** 20;

/** The body of a request as JSON. Throws an ApiError for what is too long or no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes) throw new ApiError(413, `The request's body is longer than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw invalidJson(error instanceof Error ? error.message : String(error));
  }
}
