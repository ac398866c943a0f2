import { MalformedAnswer } from './malformed-answer.ts';

/** What stands before an answer's body. */
export interface AnswerHead {
  readonly status: number;
  /** Names in lower case and values in turn, as they came. */
  readonly headers: readonly string[];
  /** How the end of the body is told. */
  readonly framing: 'none' | 'length' | 'chunked' | 'close';
  /** Bytes of the body when `framing` is `length`, else 0. */
  readonly length: number;
  readonly isEventStream: boolean;
  /** The `connection` header; several are joined by commas. */
  readonly connection: string | undefined;
  /** The server takes another request on the same connection. */
  readonly keepsAlive: boolean;
  /** For how long it says to keep an idle connection, in seconds. */
  readonly keepAliveSeconds: number | undefined;
}

const statusLine = /HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?\r\n/y;
// A line that goes on in the next (obsolete folding), a bare CR or LF, and white space before the colon do not match.
const headerLine = /([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[\t ]*([\t\x20-\x7e\x80-\xff]*)\r\n/y;
const digits = /^\d{1,15}$/;

/**
 * Reads the text of a head, the empty line's CRLF left off. As strict as the standard allows where servers could
 * disagree about a body's end. https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 */
export function parseAnswerHead(text: string): AnswerHead {
  statusLine.lastIndex = 0;
  const start = statusLine.exec(text);
  if (!start) throw new MalformedAnswer('it does not begin with a status line');
  const headers = parseHeaders(text, statusLine.lastIndex);
  return describeHead({ status: Number(start[2]), isVersion11: start[1] === '1', headers });
}

function parseHeaders(text: string, from: number): string[] {
  const headers: string[] = [];
  headerLine.lastIndex = from;
  for (let at = from; at < text.length; at = headerLine.lastIndex) {
    const line = headerLine.exec(text);
    if (!line) throw new MalformedAnswer('a header line is broken');
    headers.push((line[1] ?? '').toLowerCase(), withoutTrailingSpace(line[2] ?? ''));
  }
  return headers;
}

// `trimEnd` takes bytes away that are no white space in HTTP.
function withoutTrailingSpace(value: string): string {
  let end = value.length;
  while (value[end - 1] === ' ' || value[end - 1] === '\t') end--;
  return value.slice(0, end);
}

interface ReadHead {
  status: number;
  isVersion11: boolean;
  headers: string[];
}

interface Framing {
  contentLength: string | undefined;
  transferEncoding: string | undefined;
  connection: string | undefined;
  keepAliveSeconds: number | undefined;
  isEventStream: boolean;
}

function describeHead({ status, isVersion11, headers }: ReadHead): AnswerHead {
  const found = findFraming(headers);
  const framing = framingOf(found, status, isVersion11);
  return {
    status,
    headers,
    framing,
    length: framing === 'length' ? Number(found.contentLength) : 0,
    isEventStream: found.isEventStream,
    connection: found.connection,
    keepsAlive: keepsAlive(found.connection, isVersion11),
    keepAliveSeconds: found.keepAliveSeconds,
  };
}

function findFraming(headers: readonly string[]): Framing {
  const found: Framing = {
    contentLength: undefined,
    transferEncoding: undefined,
    connection: undefined,
    keepAliveSeconds: undefined,
    isEventStream: false,
  };
  for (let index = 0; index < headers.length; index += 2) note(found, headers[index] ?? '', headers[index + 1] ?? '');
  return found;
}

function note(found: Framing, name: string, value: string): void {
  switch (name) {
    // Two of them, even the same twice, match no number below.
    case 'content-length':
      found.contentLength = joined(found.contentLength, value);
      break;
    case 'transfer-encoding':
      found.transferEncoding = joined(found.transferEncoding, value);
      break;
    case 'connection':
      found.connection = joined(found.connection, value);
      break;
    case 'keep-alive':
      found.keepAliveSeconds = secondsOf(value);
      break;
    case 'content-type':
      found.isEventStream = value.startsWith('text/event-stream');
      break;
  }
}

function joined(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before}, ${value}`;
}

function framingOf({ contentLength, transferEncoding }: Framing, status: number, isVersion11: boolean): AnswerHead['framing'] {
  if (transferEncoding !== undefined) {
    if (contentLength !== undefined) throw new MalformedAnswer('it has both a content-length and a transfer-encoding');
    if (!isVersion11) throw new MalformedAnswer('it is HTTP/1.0 and has a transfer-encoding');
    if (transferEncoding.toLowerCase() !== 'chunked') throw new MalformedAnswer('its transfer-encoding is not just chunked');
  }
  if (contentLength !== undefined && !digits.test(contentLength)) throw new MalformedAnswer('its content-length is not one number');
  if (isBodiless(status)) return 'none';
  if (transferEncoding !== undefined) return 'chunked';
  return contentLength === undefined ? 'close' : 'length';
}

function isBodiless(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}

// Node's servers and uvicorn say nothing or one plain word: no list is taken apart for those.
function keepsAlive(connection: string | undefined, isVersion11: boolean): boolean {
  if (connection === undefined) return isVersion11;
  if (connection === 'keep-alive') return true;
  const options = connection.toLowerCase().split(/[\t ]*,[\t ]*/);
  return !options.includes('close') && (isVersion11 || options.includes('keep-alive'));
}

function secondsOf(keepAlive: string): number | undefined {
  const found = /(?:^|[,\s])timeout=(\d{1,9})/i.exec(keepAlive);
  return found ? Number(found[1]) : undefined;
}
