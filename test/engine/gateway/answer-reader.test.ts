import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswerReader } from '../../../engine/gateway/upstream/answer-reader.ts';
import { MalformedAnswer } from '../../../engine/gateway/upstream/malformed-answer.ts';

interface Outcome {
  status: number | undefined;
  headers: readonly string[] | undefined;
  body: string;
  isComplete: boolean;
  endsWithConnection: boolean;
  isMalformed: boolean;
  /** Bytes of the answer. */
  used: number;
}

/** Reads bytes in the pieces that `cuts` make of them. */
function readInPieces(bytes: Buffer, cuts: readonly number[] = []): Outcome {
  const reader = createAnswerReader();
  const body: Buffer[] = [];
  const parts = { onHead: () => {}, onBody: (data: Buffer) => void body.push(Buffer.from(data)) };
  let used = 0;
  let isMalformed = false;
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
  try {
    let start = 0;
    for (const end of ends) {
      if (end > start && !reader.isComplete()) used += reader.read(Buffer.from(bytes.subarray(start, end)), parts);
      start = end;
    }
  } catch (error) {
    if (!(error instanceof MalformedAnswer)) throw error;
    isMalformed = true;
  }
  const head = reader.head();
  return {
    status: head?.status,
    headers: head?.headers,
    body: Buffer.concat(body).toString('latin1'),
    isComplete: reader.isComplete(),
    endsWithConnection: reader.endsWithConnection(),
    isMalformed,
    used: isMalformed ? 0 : used,
  };
}

const read = (text: string) => readInPieces(Buffer.from(text, 'latin1'));

const cuts = fc.array(fc.nat(), { maxLength: 12 });
const token = fc.stringMatching(/^[a-z][a-z-]{0,8}$/).map((name) => `x-${name}`);
const value = fc.stringMatching(/^([!-~\xa0-\xff]([\t -~]{0,10}[!-~])?)?$/);
const chunk = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const chunks = fc.array(chunk, { maxLength: 5 });
const extension = fc.constantFrom('', ';a', ';name="va lue"');
const before = fc.constantFrom('', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n');

const answer = fc
  .record({
    before,
    status: fc.integer({ min: 200, max: 599 }).filter((status) => status !== 204 && status !== 304),
    headers: fc.array(fc.tuple(token, value), { maxLength: 5 }),
    chunks,
    framing: fc.constantFrom('length' as const, 'chunked' as const),
    extension,
    trailers: fc.constantFrom('', 'x-sum: 1\r\n', 'a:b\r\nc: d\r\n'),
  })
  .map(({ before, status, headers, chunks, framing, extension, trailers }) => {
    const body = chunks.join('');
    const own = framing === 'length' ? `Content-Length: ${body.length}\r\n` : 'Transfer-Encoding: Chunked\r\n';
    const lines = headers.map(([name, text]) => `${name}: ${text}\r\n`).join('');
    const pieces = chunks.map((data) => `${data.length.toString(16)}${extension}\r\n${data}\r\n`).join('');
    const sent = framing === 'length' ? body : `${pieces}0${extension}\r\n${trailers}\r\n`;
    return { text: `${before}HTTP/1.1 ${status} Fine\r\n${own}${lines}\r\n${sent}`, status, headers: headers.flat(), body };
  });

describe('an answer', () => {
  it('is read the same however the network cuts it, and up to its last byte alone', () => {
    fc.assert(
      fc.property(answer, cuts, fc.string({ maxLength: 20 }), ({ text, status, headers, body }, cuts, surplus) => {
        const outcome = readInPieces(Buffer.from(text + surplus, 'latin1'), cuts);
        expect(outcome).toMatchObject({ status, body, isComplete: true, isMalformed: false, used: text.length });
        expect(outcome.headers?.slice(2)).toEqual(headers);
      }),
      { numRuns: 500 },
    );
  });

  it('that is spoilt anywhere is refused or read, but the same however it is cut', () => {
    const spoilt = fc
      .tuple(answer, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }))
      .map(([{ text }, spots]) => {
        const bytes = Buffer.from(text, 'latin1');
        for (const [at, byte] of spots) bytes[at % bytes.length] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(spoilt, cuts, (bytes, cuts) => {
        expect(readInPieces(bytes, cuts)).toEqual(readInPieces(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  it('of any bytes at all never fails in another way', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), cuts, (bytes, cuts) => void readInPieces(Buffer.from(bytes), cuts)));
  });

  it.each([204, 304])('with status %i has no body, whatever its headers say', (status) => {
    expect(read(`HTTP/1.1 ${status} None\r\nContent-Length: 5\r\n\r\n`)).toMatchObject({ isComplete: true, body: '' });
  });

  it('without a length goes on to the end of the connection', () => {
    expect(read('HTTP/1.1 200 OK\r\n\r\nall of it')).toMatchObject({ body: 'all of it', isComplete: false, endsWithConnection: true });
  });

  it('has its values without the white space around them', () => {
    expect(read('HTTP/1.1 200 OK\r\nX-A: \t b\xa0 \r\nContent-Length:0\r\n\r\n').headers).toEqual(['x-a', 'b\xa0', 'content-length', '0']);
  });
});

describe('an answer is refused', () => {
  const ok = 'HTTP/1.1 200 OK\r\n';
  const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['another protocol whose server waits', 'SSH-2.0-OpenSSH\r\n'],
    ['lines that end in line feeds', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
    ['another version', 'HTTP/2.0 200 OK\r\n\r\n'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['a length and chunks', `${ok}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['two lengths', `${ok}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`],
    ['the same length twice', `${ok}Content-Length: 5, 5\r\n\r\n`],
    ['a negative length', `${ok}Content-Length: -1\r\n\r\n`],
    ['a length with a sign', `${ok}Content-Length: +5\r\n\r\n`],
    ['a length in hexadecimal', `${ok}Content-Length: 0x5\r\n\r\n`],
    ['an empty length', `${ok}Content-Length:\r\n\r\n`],
    ['a length beyond counting', `${ok}Content-Length: 99999999999999999999\r\n\r\n`],
    ['another encoding', `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n`],
    ['chunked twice', `${ok}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['white space before the colon', `${ok}Content-Length : 5\r\n\r\n`],
    ['a folded header', `${ok}X-A: b\r\n c\r\n\r\n`],
    ['a header without a colon', `${ok}nonsense\r\n\r\n`],
    ['a bare line feed', `${ok}X-A: b\nContent-Length: 5\r\n\r\n`],
    ['a bare carriage return', `${ok}X-A: b\rContent-Length: 5\r\n\r\n`],
    ['a zero byte', `${ok}X-A: b\0\r\n\r\n`],
    ['a head that does not end', `${ok}X-A: ${'b'.repeat(20_000)}`],
    ['informational heads without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)],
    ['a chunk without a size', `${chunked}\r\n`],
    ['a chunk of a negative size', `${chunked}-1\r\n`],
    ['a chunk of a size with a space', `${chunked}5 5\r\n`],
    ['a chunk of a size beyond counting', `${chunked}fffffffffffff\r\n`],
    ['a chunk longer than its size', `${chunked}2\r\nabc\r\n`],
    ['a size line that ends in a line feed', `${chunked}2\nab\r\n`],
    ['an extension without end', `${chunked}2;${'x'.repeat(5000)}`],
    ['trailers without end', `${chunked}0\r\n${'a: b\r\n'.repeat(5000)}`],
  ])('with %s', (_what, text) => {
    expect(read(text).isMalformed).toBe(true);
  });
});
