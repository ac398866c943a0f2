import { Duplex, duplexPair } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { serveSpdy } from '../../../../clusters/sandbox/api/http/streams/spdy/connection.ts';
import { headerDictionary } from '../../../../clusters/sandbox/api/http/streams/spdy/dictionary.ts';
import {
  dataFrame,
  type Frame,
  pingFrame,
  readFrames,
  replyFrame,
  resetFrame,
} from '../../../../clusters/sandbox/api/http/streams/spdy/frames.ts';
import { createHeaderCodec } from '../../../../clusters/sandbox/api/http/streams/spdy/headers.ts';
import type { SpdyStream } from '../../../../clusters/sandbox/api/http/streams/spdy/stream.ts';
import { spdyChannels } from '../../../../clusters/sandbox/api/http/streams/spdy-channels.ts';
import { eventually } from '../../../helpers/eventually.ts';

async function framesOf(chunks: Iterable<Buffer>): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of readFrames(Duplex.from(chunks))) frames.push(frame);
  return frames;
}

/** A frame that begins a stream, as a client sends it. */
function beginFrame(stream: number, headers: Buffer, flags = 0): Buffer {
  const head = Buffer.alloc(18);
  head.writeUInt32BE(0x80030001);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(10 + headers.length, 5, 3);
  head.writeUInt32BE(stream, 8);
  return Buffer.concat([head, headers]);
}

it('has the dictionary of the standard, to the byte', () => {
  expect(headerDictionary).toHaveLength(1423);
  expect(headerDictionary.subarray(0, 11).toString('latin1')).toBe('\0\0\0\x07options');
});

it('reads frames however the bytes are cut', async () => {
  const windowUpdate = Buffer.from('80030009000000080000000100010000', 'hex');
  const bytes = Buffer.concat([
    dataFrame(5, Buffer.from('abc'), true),
    windowUpdate,
    resetFrame(7, 3),
    pingFrame(9),
    replyFrame(1, Buffer.from('block')),
    beginFrame(3, Buffer.from('head'), 1),
  ]);
  const expected = [
    { type: 'data', stream: 5, data: Buffer.from('abc'), last: true },
    { type: 'other' },
    { type: 'reset', stream: 7, status: 3 },
    { type: 'ping', id: 9 },
    { type: 'reply', stream: 1, headers: Buffer.from('block'), last: false },
    { type: 'begin', stream: 3, headers: Buffer.from('head'), last: true },
  ];
  expect(await framesOf([bytes])).toEqual(expected);
  expect(await framesOf(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(expected);
});

it('refuses what is not SPDY', async () => {
  await expect(framesOf([Buffer.from([0x80, 0x02, 0, 1, 0, 0, 0, 0])])).rejects.toThrow('not a SPDY/3 frame');
});

it('packs header blocks on top of each other, in order', async () => {
  const [sender, receiver] = [createHeaderCodec(), createHeaderCodec()];
  const blocks = [{ streamtype: 'error', port: '8080', requestid: '0' }, { streamtype: 'data', port: '8080', requestid: '0' }, {}];
  for (const headers of blocks) expect(await receiver.unpack(await sender.pack(headers))).toEqual(headers);
  await expect(createHeaderCodec().unpack(Buffer.from('no zlib'))).rejects.toThrow();
});

it('serves streams side by side: each accepted, ended and reset by itself', async () => {
  const [client, transport] = duplexPair();
  const streams: SpdyStream[] = [];
  const connection = serveSpdy(transport, (stream) => void streams.push(stream));
  const answers: Frame[] = [];
  const reading = (async () => {
    for await (const frame of readFrames(client)) answers.push(frame);
    client.end();
  })();
  const codec = createHeaderCodec();
  for (const stream of [1, 3]) client.write(beginFrame(stream, await codec.pack({ streamtype: 'data', port: String(stream) })));
  client.write(Buffer.concat([dataFrame(3, Buffer.from('three'), true), dataFrame(1, Buffer.from('one'), false), pingFrame(1)]));
  const [one, three] = await eventually(() => streams.length === 2 && (streams as [SpdyStream, SpdyStream]));

  expect([one.headers, three.headers]).toMatchObject([{ port: '1' }, { port: '3' }]);
  expect(await text(three.bytes)).toBe('three');
  three.bytes.end('answer');
  client.write(resetFrame(1, 5));
  await expect(text(one.bytes)).rejects.toThrow('gave this stream up');
  connection.close();
  await reading;
  await connection.closed;
  expect(answers.map(({ type }) => type)).toEqual(['reply', 'reply', 'ping', 'data', 'data', 'go-away']);
  expect(answers.slice(3, 5)).toMatchObject([
    { stream: 3, data: Buffer.from('answer') },
    { stream: 3, last: true },
  ]);
});

it('hears the sizes of a terminal until the client gives that stream up', async () => {
  const [client, transport] = duplexPair();
  client.resume();
  const codec = createHeaderCodec();
  const opening = spdyChannels(transport, { container: undefined, command: [], stdin: false, stdout: true, stderr: false, tty: true });
  const names = ['error', 'stdout', 'resize'];
  for (const [index, streamtype] of names.entries()) client.write(beginFrame(2 * index + 1, await codec.pack({ streamtype })));
  const channels = await opening;
  const sizes: object[] = [];
  channels?.onResize((size) => void sizes.push(size));
  client.write(dataFrame(5, Buffer.from('{"Width":80,"Height":24}\nnonsense\n{"Width":99,"Height":33}\n'), false));
  await eventually(() => sizes.length === 2);
  // As kubectl does at the end; an error that nobody heard would end the whole process.
  client.write(resetFrame(5, 5));
  channels?.finish({ status: 'Success' });
  client.end();
  await eventually(() => channels?.gone.aborted);
  expect(sizes).toEqual([
    { columns: 80, rows: 24 },
    { columns: 99, rows: 33 },
  ]);
});

it('gives up its streams when the connection ends or turns out not to be SPDY', async () => {
  for (const end of [
    (client: Duplex) => void client.end(),
    (client: Duplex) => void client.write(Buffer.from([0x80, 9, 0, 1, 0, 0, 0, 0])),
  ]) {
    const [client, transport] = duplexPair();
    const streams: SpdyStream[] = [];
    const connection = serveSpdy(transport, (stream) => void streams.push(stream));
    client.resume();
    client.write(beginFrame(1, await createHeaderCodec().pack({ streamtype: 'data' })));
    await eventually(() => streams.length === 1);
    end(client);
    await connection.closed;
    expect(streams[0]?.bytes.destroyed).toBe(true);
  }
});

it('stops reading a connection whose stream nobody reads, and goes on when someone does', async () => {
  const [client, transport] = duplexPair();
  const streams: SpdyStream[] = [];
  serveSpdy(transport, (stream) => void streams.push(stream));
  client.resume();
  client.write(beginFrame(1, await createHeaderCodec().pack({ streamtype: 'data' })));
  const chunk = dataFrame(1, Buffer.alloc(2 ** 18), false);
  let sent = 0;
  const sending = (async () => {
    for (; sent < 16; sent++)
      await new Promise<void>((resolve, reject) => client.write(chunk, (error) => (error ? reject(error) : resolve())));
    client.write(dataFrame(1, Buffer.alloc(0), true));
  })();
  const stream = await eventually(() => streams[0]);
  await eventually(() => stream.bytes.readableLength >= 2 ** 20);
  expect(sent).toBeLessThan(16);
  let received = 0;
  for await (const piece of stream.bytes) received += (piece as Buffer).length;
  await sending;
  expect(received).toBe(2 ** 22);
});
