import type { IncomingMessage } from 'node:http';

// They speak of one connection, not of the message. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'proxy-authenticate'];
// The gateway says these itself.
const requestOwn = ['host', 'content-length', 'expect', 'proxy-authorization', 'x-request-id'];
const responseOwn = ['x-request-id', 'x-slipway-route', 'x-slipway-target', 'x-slipway-backend'];
const droppedFromRequest = new Set([...hopByHop, ...requestOwn]);
const droppedFromResponse = new Set([...hopByHop, ...responseOwn]);

/** Names and values in turn, as Node writes them fastest. */
export type FlatHeaders = string[];

/** The client's headers for the backend, with the host, the id and the length of the body that is really sent. */
export function requestHeaders(
  request: IncomingMessage,
  { host, requestId, length }: { host: string; requestId: string; length: number },
): FlatHeaders {
  const headers = passOn(request, droppedFromRequest);
  headers.push('host', host, 'x-request-id', requestId, 'content-length', String(length));
  return headers;
}

/** The backend's headers for the client, with those of `own` added. */
export function responseHeaders(response: IncomingMessage, own: FlatHeaders): FlatHeaders {
  const headers = passOn(response, droppedFromResponse);
  headers.push(...own);
  return headers;
}

function passOn({ rawHeaders, headers }: IncomingMessage, dropped: ReadonlySet<string>): FlatHeaders {
  const named = namedByConnection(headers.connection);
  const kept: FlatHeaders = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (!dropped.has(name) && !named?.includes(name)) kept.push(name, rawHeaders[index + 1] ?? '');
  }
  return kept;
}

function namedByConnection(connection: string | undefined): string[] | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  return connection.toLowerCase().split(/\s*,\s*/);
}
