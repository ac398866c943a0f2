import { writeSync } from 'node:fs';

/**
 * Text on standard output. Past `process.stdout`, which has Node load its streams and sockets before the first letter; on Windows by
 * it, where it keeps what is still to be written in order.
 */
export function writeOut(text: string): void {
  if (process.platform === 'win32') return void process.stdout.write(text);
  let left = Buffer.from(text);
  while (left.length > 0) {
    try {
      left = left.subarray(writeSync(1, left));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Nobody reads on, as with `| head`.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that is full and does not wait: streams know how to.
      return void process.stdout.write(left);
    }
  }
}
