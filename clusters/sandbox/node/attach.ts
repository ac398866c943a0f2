import { Readable, Writable } from 'node:stream';
import type { ExecSession } from '../../exec-session.ts';

export interface AttachedBy {
  stdin: boolean | undefined;
  tty: boolean | undefined;
  /** Ends the lines. */
  leave: AbortController;
}

/** What a container writes, as `kubectl attach` shows it: the lines of its log from now on. Nothing can be written to it. */
export function attachTo(lines: AsyncIterable<string>, { stdin, tty, leave }: AttachedBy): ExecSession {
  const lineEnd = tty ? '\r\n' : '\n';
  const { promise: exited, resolve } = Promise.withResolvers<{ code: number }>();
  async function* texts(): AsyncGenerator<string> {
    if (stdin) yield `containers of the sandbox take no input: what is typed here goes nowhere${lineEnd}`;
    for await (const line of lines) yield line + lineEnd;
    resolve({ code: 0 });
  }
  return {
    stdin: stdin ? new Writable({ write: (_chunk, _encoding, done) => done() }) : undefined,
    stdout: Readable.from(texts(), { objectMode: false }),
    stderr: tty ? undefined : Readable.from([]),
    resize: () => {},
    exited,
    close() {
      leave.abort();
      resolve({ code: 0 });
    },
  };
}
