import { MalformedAnswer } from './malformed-answer.ts';

/** Takes a chunked body apart, wherever the network cut it. https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
export interface ChunkedBody {
  /** Hands the data between `from` and the end of `bytes` to `onData`; the index after the body's last byte, or -1 while it goes on. */
  read(bytes: Buffer, from: number, onData: (data: Buffer) => void): number;
}

/** Bytes of one size line with its extensions, and of all trailers together. */
const maxLineBytes = 4096;
const maxTrailerBytes = 16 * 1024;
/** 16^12 bytes are more than any body has and count exactly. */
const maxSizeDigits = 12;

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const semicolon = 0x3b;
const space = 0x20;
const tab = 0x09;

type Step = 'size' | 'extension' | 'size-end' | 'data' | 'data-cr' | 'data-lf' | 'line' | 'trailer' | 'trailer-lf' | 'end-lf';

/** A reader for one body. */
export function createChunkedBody(): ChunkedBody {
  let step: Step = 'size';
  let size = 0;
  let sizeDigits = 0;
  let lineBytes = 0;
  let trailerBytes = 0;
  return { read };

  function read(bytes: Buffer, from: number, onData: (data: Buffer) => void): number {
    let at = from;
    while (at < bytes.length) {
      if (step === 'data') {
        const end = Math.min(bytes.length, at + size);
        onData(bytes.subarray(at, end));
        size -= end - at;
        at = end;
        if (size === 0) step = 'data-cr';
      } else if (readByte(bytes[at++] ?? 0)) return at;
    }
    return -1;
  }

  // True at the body's last byte.
  function readByte(byte: number): boolean {
    switch (step) {
      case 'size':
        readSize(byte);
        return false;
      case 'extension':
        if (byte === carriageReturn) step = 'size-end';
        else countText(byte);
        return false;
      case 'size-end':
        expect(byte, lineFeed);
        step = size === 0 ? 'line' : 'data';
        return false;
      case 'data-cr':
        expect(byte, carriageReturn);
        step = 'data-lf';
        return false;
      case 'data-lf':
        expect(byte, lineFeed);
        beginSize();
        return false;
      case 'line':
        step = byte === carriageReturn ? 'end-lf' : 'trailer';
        if (step === 'trailer') countTrailer(byte);
        return false;
      case 'trailer':
        if (byte === carriageReturn) step = 'trailer-lf';
        else countTrailer(byte);
        return false;
      case 'trailer-lf':
        expect(byte, lineFeed);
        step = 'line';
        return false;
      default:
        expect(byte, lineFeed);
        return true;
    }
  }

  function beginSize(): void {
    step = 'size';
    size = 0;
    sizeDigits = 0;
    lineBytes = 0;
  }

  function readSize(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      if (++sizeDigits > maxSizeDigits) throw new MalformedAnswer('a chunk is too large');
      size = size * 16 + digit;
      return;
    }
    if (sizeDigits === 0) throw new MalformedAnswer('a chunk has no size');
    if (byte === carriageReturn) step = 'size-end';
    else if (byte === semicolon) step = 'extension';
    else throw new MalformedAnswer("a chunk's size is no number");
  }

  function countText(byte: number): void {
    expectText(byte);
    if (++lineBytes > maxLineBytes) throw new MalformedAnswer("a chunk's extensions are too long");
  }

  // Trailers are read over: clients of models ask for none.
  function countTrailer(byte: number): void {
    expectText(byte);
    if (++trailerBytes > maxTrailerBytes) throw new MalformedAnswer('its trailers are too long');
  }
}

function expect(byte: number, expected: number): void {
  if (byte !== expected) throw new MalformedAnswer('a line of its chunked body does not end in CRLF');
}

function expectText(byte: number): void {
  if ((byte < space && byte !== tab) || byte === 0x7f) throw new MalformedAnswer('its chunked body has a control character in a line');
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
