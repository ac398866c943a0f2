import type { OutgoingMessage } from 'node:http';

/** Up to here copying bytes costs less than a second buffer in the system call. */
const joinedBytes = 16 * 1024;

/**
 * Ends a message with its whole body, of which it takes a copy. Node joins a body that is a latin1 string with the headers into one write; beside
 * a buffer the headers go as a second piece, which halves what a small request's write costs.
 */
export function endWith(message: OutgoingMessage, body: Buffer): void {
  if (body.length <= joinedBytes) message.end(body.toString('latin1'), 'latin1');
  else message.end(Buffer.from(body));
}
