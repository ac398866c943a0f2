import type { IncomingMessage } from 'node:http';

/** Objects are 3 MiB at most on their way in; a review holds two of them, and more around. */
const mostBytes = 8 * 1024 * 1024;

export type Body = { readonly text: string } | { readonly tooLarge: number };

/** The whole body, or how many bytes were too many. Rejects when the connection breaks. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return { tooLarge: mostBytes };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return { tooLarge: mostBytes };
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8') };
}
