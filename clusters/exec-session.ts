import type { Readable, Writable } from 'node:stream';

export interface ExecOptions {
  /** Aborting it ends the command. */
  signal?: AbortSignal | undefined;
  /** Needed where the pod has several. */
  container?: string | undefined;
  /** The program and its arguments; no shell reads them. */
  command: readonly string[];
  /** Whether something will be written to the command's input; otherwise it has none. */
  stdin?: boolean | undefined;
  /** On a terminal of its own: both outputs come on `stdout`, and `resize` means something. */
  tty?: boolean | undefined;
}

/** A command that runs in a container. Whoever began it reads its output, or closes it. */
export interface ExecSession {
  /** Undefined without `stdin`. Ending it is the command's end of input. */
  stdin: Writable | undefined;
  stdout: Readable;
  /** Undefined with `tty`. */
  stderr: Readable | undefined;
  resize(size: TerminalSize): void;
  /**
   * Settles when the command ended; what it wrote may still wait to be read. Rejects with `ApiError` when it could not be
   * run, with the signal's reason after an abort, and with `ClusterUnreachable` when the connection was lost.
   */
  exited: Promise<{ code: number }>;
  /** Ends the connection, and the command with it. */
  close(): void;
}

/** In characters. */
export interface TerminalSize {
  columns: number;
  rows: number;
}
