import { constants, createDeflate, createInflate } from 'node:zlib';
import { headerDictionary } from './dictionary.ts';

/** Names in small letters. */
export type StreamHeaders = Record<string, string>;

/**
 * Packs and unpacks a connection's header blocks. Each direction is one zlib stream for as long as the connection lasts,
 * so blocks must come in the order of their frames, one after the other.
 */
export interface HeaderCodec {
  pack(headers: StreamHeaders): Promise<Buffer>;
  /** Rejects for a block that is not one. */
  unpack(block: Buffer): Promise<StreamHeaders>;
  close(): void;
}

/** No block may be larger, unpacked: zlib stops there, and the connection with it. */
const mostBytes = 2 ** 16;

export function createHeaderCodec(): HeaderCodec {
  const options = { dictionary: headerDictionary, flush: constants.Z_SYNC_FLUSH, highWaterMark: mostBytes };
  const packer = createDeflate(options);
  const unpacker = createInflate(options);
  const throughZlib = (stream: typeof packer | typeof unpacker, block: Buffer) =>
    new Promise<Buffer>((resolve, reject) => {
      stream.once('error', reject);
      stream.write(block, (error) => {
        stream.off('error', reject);
        if (error) reject(error);
        else resolve((stream.read() as Buffer | null) ?? Buffer.alloc(0));
      });
    });
  return {
    pack: (headers) => throughZlib(packer, toBlock(headers)),
    unpack: async (block) => fromBlock(await throughZlib(unpacker, block)),
    close() {
      packer.close();
      unpacker.close();
    },
  };
}

function toBlock(headers: StreamHeaders): Buffer {
  const entries = Object.entries(headers);
  return Buffer.concat([numberOf(entries.length), ...entries.flatMap(([name, value]) => [...textOf(name), ...textOf(value)])]);
}

function fromBlock(block: Buffer): StreamHeaders {
  let offset = 0;
  const headers: StreamHeaders = {};
  for (let left = number(); left > 0; left--) {
    const name = text();
    headers[name] = text();
  }
  return headers;

  function number(): number {
    offset += 4;
    return block.readUInt32BE(offset - 4);
  }

  function text(): string {
    const length = number();
    offset += length;
    if (offset > block.length) throw new Error('a block of headers ends too early');
    return block.toString('utf8', offset - length, offset);
  }
}

function textOf(text: string): Buffer[] {
  return [numberOf(Buffer.byteLength(text)), Buffer.from(text)];
}

function numberOf(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
