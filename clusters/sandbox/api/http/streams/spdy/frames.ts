/**
 * SPDY/3.1 frames as bytes. Header blocks are still compressed here.
 * @see https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/
 */
export type Frame =
  | { type: 'data'; stream: number; data: Buffer; last: boolean }
  /** The other side begins a stream. */
  | { type: 'begin'; stream: number; headers: Buffer; last: boolean }
  | { type: 'reply'; stream: number; headers: Buffer; last: boolean }
  | { type: 'headers'; stream: number; headers: Buffer; last: boolean }
  /** A stream is over, for a reason that is not its end. */
  | { type: 'reset'; stream: number; status: number }
  | { type: 'ping'; id: number }
  | { type: 'go-away'; lastStream: number; status: number }
  /** Settings, credentials, and windows: moby/spdystream, which kubectl and kubelet speak with, keeps none. */
  | { type: 'other' };

const version = 3;
const controlBit = 0x8000;
const lastFlag = 0x01;
const headLength = 8;
const controlTypes = { begin: 1, reply: 2, reset: 3, ping: 6, goAway: 7, headers: 8 } as const;

/** The frames of a byte stream, until it ends. Throws when it is no SPDY. */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame, void, undefined> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (let length = frameLength(held); length !== undefined && held.length >= length; length = frameLength(held)) {
      yield parse(held.subarray(0, length));
      held = held.subarray(length);
    }
  }
}

function frameLength(held: Buffer): number | undefined {
  return held.length < headLength ? undefined : headLength + held.readUIntBE(5, 3);
}

function parse(frame: Buffer): Frame {
  const first = frame.readUInt16BE(0);
  const last = (frame.readUInt8(4) & lastFlag) !== 0;
  const body = frame.subarray(headLength);
  if ((first & controlBit) === 0) return { type: 'data', stream: frame.readUInt32BE(0), data: body, last };
  if (first !== (controlBit | version)) throw new Error(`not a SPDY/3 frame: it begins with ${first.toString(16)}`);
  return parseControl(frame.readUInt16BE(2), body, last);
}

function parseControl(type: number, body: Buffer, last: boolean): Frame {
  const number = (offset: number) => body.readUInt32BE(offset) & 0x7fffffff;
  switch (type) {
    case controlTypes.begin:
      return { type: 'begin', stream: number(0), headers: body.subarray(10), last };
    case controlTypes.reply:
      return { type: 'reply', stream: number(0), headers: body.subarray(4), last };
    case controlTypes.headers:
      return { type: 'headers', stream: number(0), headers: body.subarray(4), last };
    case controlTypes.reset:
      return { type: 'reset', stream: number(0), status: number(4) };
    case controlTypes.ping:
      return { type: 'ping', id: body.readUInt32BE(0) };
    case controlTypes.goAway:
      return { type: 'go-away', lastStream: number(0), status: number(4) };
    default:
      return { type: 'other' };
  }
}

export function dataFrame(stream: number, data: Buffer, last: boolean): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt32BE(stream);
  head.writeUInt8(last ? lastFlag : 0, 4);
  head.writeUIntBE(data.length, 5, 3);
  return Buffer.concat([head, data]);
}

export function replyFrame(stream: number, headers: Buffer): Buffer {
  return control(controlTypes.reply, [...words(stream), headers]);
}

/** What a stream is reset with when its other end is of no use any more. */
export const cancelled = 5;

export function resetFrame(stream: number, status: number): Buffer {
  return control(controlTypes.reset, words(stream, status));
}

export function pingFrame(id: number): Buffer {
  return control(controlTypes.ping, words(id));
}

export function goAwayFrame(lastStream: number): Buffer {
  return control(controlTypes.goAway, words(lastStream, 0));
}

function control(type: number, parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(headLength);
  head.writeUInt16BE(controlBit | version);
  head.writeUInt16BE(type, 2);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

function words(...numbers: number[]): Buffer[] {
  return numbers.map((number) => {
    const word = Buffer.alloc(4);
    word.writeUInt32BE(number);
    return word;
  });
}
