import { type AnswerHead, parseAnswerHead } from './answer-head.ts';
import { type ChunkedBody, createChunkedBody } from './chunked-body.ts';
import { MalformedAnswer } from './malformed-answer.ts';

/** Who is told of an answer's parts as they come. */
export interface AnswerParts {
  onHead(head: AnswerHead): void;
  /** Valid during the call only: the bytes are overwritten by the next read. */
  onBody(data: Buffer): void;
}

/** Reads the answer to one request. Throws `MalformedAnswer`; after that it must not be used again. */
export interface AnswerReader {
  /** How many of `bytes` belong to the answer: fewer than there are when something follows its end. */
  read(bytes: Buffer, parts: AnswerParts): number;
  isComplete(): boolean;
  /** True where the server's closing of the connection is the answer's end, and not its breaking off. */
  endsWithConnection(): boolean;
  /** The answer's head once it is there, informational ones excepted. */
  head(): AnswerHead | undefined;
}

/** Of all heads of one answer together; as Node's own client has it. */
const maxHeadBytes = 16 * 1024;
const headStart = 'HTTP/1.';
const headEnd = '\r\n\r\n';
const bareLineFeed = /(?<!\r)\n/;
const nothing = Buffer.alloc(0);

/** A reader for the answer to one POST. */
export function createAnswerReader(): AnswerReader {
  let head: AnswerHead | undefined;
  // The beginning of a head whose end has not come yet.
  let begun = nothing;
  let headBytes = 0;
  let left = 0;
  let chunks: ChunkedBody | undefined;
  let complete = false;
  return {
    read,
    isComplete: () => complete,
    endsWithConnection: () => head?.framing === 'close',
    head: () => head,
  };

  function read(bytes: Buffer, parts: AnswerParts): number {
    let at = 0;
    while (!head && at < bytes.length) at = readHead(bytes, at, parts);
    return head && !complete ? readBody(bytes, at, parts) : at;
  }

  function readHead(bytes: Buffer, from: number, parts: AnswerParts): number {
    if (begun.length > 0) {
      const before = begun.length;
      const all = Buffer.concat([begun, bytes]);
      begun = nothing;
      return readHead(all, 0, parts) - before;
    }
    const end = bytes.indexOf(headEnd, from);
    headBytes += (end < 0 ? bytes.length : end) - from;
    if (headBytes > maxHeadBytes) throw new MalformedAnswer(`its head is over ${maxHeadBytes} bytes`);
    if (end >= 0) {
      takeHead(parseAnswerHead(bytes.toString('latin1', from, end + 2)), parts);
      return end + headEnd.length;
    }
    headBytes -= bytes.length - from;
    begun = Buffer.from(bytes.subarray(from));
    expectHead(begun.toString('latin1'));
    return bytes.length;
  }

  function takeHead(parsed: AnswerHead, parts: AnswerParts): void {
    // No upgrade was asked for; what follows one is no HTTP.
    if (parsed.status === 101) throw new MalformedAnswer('it switches protocols');
    if (parsed.status < 200) return;
    head = parsed;
    left = parsed.length;
    if (parsed.framing === 'chunked') chunks = createChunkedBody();
    complete = parsed.framing === 'none' || (parsed.framing === 'length' && left === 0);
    parts.onHead(parsed);
  }

  function readBody(bytes: Buffer, from: number, parts: AnswerParts): number {
    if (from === bytes.length) return from;
    if (chunks) return readChunks(chunks, bytes, from, parts);
    const end = head?.framing === 'length' ? Math.min(bytes.length, from + left) : bytes.length;
    left -= end - from;
    complete = head?.framing === 'length' && left === 0;
    parts.onBody(bytes.subarray(from, end));
    return end;
  }

  function readChunks(body: ChunkedBody, bytes: Buffer, from: number, parts: AnswerParts): number {
    const end = body.read(bytes, from, (data) => parts.onBody(data));
    complete = end >= 0;
    return complete ? end : bytes.length;
  }
}

// A server of another protocol may wait now, and nobody would come to know why: this is said before the head's end.
function expectHead(begun: string): void {
  if (!begun.startsWith(headStart.slice(0, begun.length))) throw new MalformedAnswer('it does not begin with a status line');
  if (bareLineFeed.test(begun)) throw new MalformedAnswer('a header line is broken');
}
