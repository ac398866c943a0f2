/** A command of `kubectl exec`: a child process beside the container's own, with the container's environment. */
import { Readable, Writable } from 'node:stream';
import { ApiError } from '../../../api-error.ts';
import type { ExecOptions, ExecSession } from '../../../exec-session.ts';
import { programEnvironment } from '../process-group.ts';
import type { PresentContainer } from '../running-containers.ts';
import { whyNoProgram } from './program.ts';
import { startOnPipes } from './start-on-pipes.ts';
import { startOnPlainTerminal } from './start-on-plain-terminal.ts';
import { hasTerminals, startOnTerminal } from './start-on-terminal.ts';
import type { StartedCommand } from './started-command.ts';

/** Starts it. It is killed when the container ends, by the signal, and by `close`. */
export function runCommand(container: PresentContainer, options: ExecOptions): ExecSession {
  const { command, stdin = false, signal } = options;
  const environment = programEnvironment(container.start);
  const missing = whyNoProgram(command[0] ?? '', environment['PATH']);
  if (missing) return neverRan(options, cannotRun(missing));
  const started = startFor(options)({ command, environment, stdin });
  if (!stdin) started.stdin?.end();
  // A command that ends, or never reads, breaks the pipe: that is no news.
  started.stdin?.on('error', () => {});
  const end = AbortSignal.any([container.ended, ...(signal ? [signal] : [])]);
  end.addEventListener('abort', started.kill, { once: true });
  if (end.aborted) started.kill();
  return {
    stdin: stdin ? started.stdin : undefined,
    stdout: started.stdout,
    stderr: started.stderr,
    resize: started.resize,
    exited: quietly(exitOf(started, signal).finally(() => end.removeEventListener('abort', started.kill))),
    close: started.kill,
  };
}

function startFor({ tty }: ExecOptions) {
  if (!tty) return startOnPipes;
  return hasTerminals() ? startOnTerminal : startOnPlainTerminal;
}

async function exitOf(started: StartedCommand, signal: AbortSignal | undefined): Promise<{ code: number }> {
  try {
    const code = await started.exited;
    signal?.throwIfAborted();
    return { code };
  } catch (error) {
    throw signal?.aborted ? signal.reason : cannotRun(error instanceof Error ? error.message : String(error));
  }
}

function neverRan({ stdin, tty }: ExecOptions, error: ApiError): ExecSession {
  const nothing = () => Readable.from([]);
  return {
    // What is written goes nowhere.
    stdin: stdin ? new Writable({ write: (_chunk, _encoding, done) => done() }) : undefined,
    stdout: nothing(),
    stderr: tty ? undefined : nothing(),
    resize: () => {},
    exited: quietly(Promise.reject(error)),
    close: () => {},
  };
}

function cannotRun(why: string): ApiError {
  const message = `error executing command in container: failed to exec in container: ${why}`;
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}

/** Who only reads the output need not ask how it ended. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
