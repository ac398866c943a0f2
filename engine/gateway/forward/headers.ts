import type { IncomingMessage } from 'node:http';
import type { AnswerHead } from '../upstream/answer-head.ts';

// They speak of one connection, not of the message. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'proxy-authenticate'];
// The gateway says these itself.
const requestOwn = ['host', 'content-length', 'expect', 'proxy-authorization', 'x-request-id'];
const responseOwn = ['x-request-id', 'x-slipway-route', 'x-slipway-target', 'x-slipway-backend'];
const droppedFromRequest = new Set([...hopByHop, ...requestOwn]);
const droppedFromResponse = new Set([...hopByHop, ...responseOwn]);

export interface RequestHeadOptions {
  host: string;
  requestId: string;
  /** Of the body that is really sent. */
  length: number;
}

/**
 * The head of the request to the backend: the client's path and headers, with the host, the id and the length.
 * Node's parser lets no line break into any of them.
 */
export function requestHead({ url, rawHeaders, headers }: IncomingMessage, { host, requestId, length }: RequestHeadOptions): string {
  const named = namedByConnection(headers.connection);
  let head = `POST ${url} HTTP/1.1\r\n`;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (!droppedFromRequest.has(name) && !named?.includes(name)) head += `${name}: ${rawHeaders[index + 1]}\r\n`;
  }
  return `${head}host: ${host}\r\nx-request-id: ${requestId}\r\ncontent-length: ${length}\r\n\r\n`;
}

/** The backend's headers for the client, names and values in turn, with those of `own` added. */
export function responseHeaders({ headers, connection }: AnswerHead, own: readonly string[]): string[] {
  const named = namedByConnection(connection);
  const kept: string[] = [];
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (!droppedFromResponse.has(name) && !named?.includes(name)) kept.push(name, headers[index + 1] ?? '');
  }
  kept.push(...own);
  return kept;
}

function namedByConnection(connection: string | undefined): string[] | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  return connection.toLowerCase().split(/\s*,\s*/);
}
