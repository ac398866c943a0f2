import type { Readable, Writable } from 'node:stream';
import type { TerminalSize } from '../../../exec-session.ts';

/** A command as a child process, however it was started. */
export interface StartedCommand {
  stdin: Writable | undefined;
  stdout: Readable;
  stderr: Readable | undefined;
  resize(size: TerminalSize): void;
  kill(): void;
  /** Its exit code, once it and its process group are gone; rejects with the system's error when it could not be started. */
  exited: Promise<number>;
}

/** What to start, and in which environment. */
export interface CommandStart {
  command: readonly string[];
  environment: NodeJS.ProcessEnv;
  /** Whether something will be written to it. */
  stdin: boolean;
}
