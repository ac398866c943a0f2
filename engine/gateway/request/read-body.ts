import type { IncomingMessage } from 'node:http';

const empty = Buffer.alloc(0);

/**
 * The whole body, for the model's name may come last in it. `too-large` beyond `limit` bytes: the rest is thrown away as
 * it arrives, so that the client gets to read the answer. `gone` when the client leaves before the end.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) return void chunks.push(chunk);
      chunks = [];
      resolve('too-large');
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? empty) : Buffer.concat(chunks)));
    request.on('close', () => resolve('gone'));
    request.on('error', () => resolve('gone'));
  });
}
