/** Runs the kind program. */
import { once } from 'node:events';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import type { Clock } from '../../clock.ts';
import { engineEnvironment } from '../../containers/container-engine.ts';
import type { ContainerEngine, Environment } from '../../containers/engine.ts';
import { fullPath } from '../tools/tool-folders.ts';
import { endGroup, groupEnds, identityOf, type ProcessIdentity } from './processes.ts';

export interface KindProgram {
  /** Of the executable file. */
  path: string;
  environment: Environment;
  clock: Clock;
}

export interface KindRun {
  signal?: AbortSignal | undefined;
  /** Each line that it prints, on whichever stream, in the order of the stream. */
  onLine?: ((line: string) => void) | undefined;
  /** When it runs. If this rejects, kind is ended. */
  onStart?: ((identity: ProcessIdentity) => Promise<void>) | undefined;
}

export interface KindAnswer {
  succeeded: boolean;
  /** All that it printed on both streams. */
  lines: string[];
  /** What it printed as its answer. */
  output: string;
}

/** kind at `path`, speaking with the engine that was found and no other, and finding its command line as Slipway finds programs. */
export function kindProgram(path: string, engine: ContainerEngine, environment: Environment, clock: Clock): KindProgram {
  const { platform } = process;
  const pathName = Object.keys(environment).find((name) => platform === 'win32' && name.toUpperCase() === 'PATH') ?? 'PATH';
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  return {
    path,
    clock,
    environment: {
      ...environment,
      [pathName]: fullPath({ environment, home, platform }),
      ...engineEnvironment(engine),
      // A name there would go before the one that is asked for.
      KIND_CLUSTER_NAME: undefined,
    },
  };
}

/**
 * Runs it until it and all that it started have ended. Rejects with the signal's reason, once nothing of it runs; a failure
 * of kind itself is an answer.
 */
export async function runKind(program: KindProgram, commandArguments: readonly string[], run: KindRun = {}): Promise<KindAnswer> {
  const { signal, onLine, onStart } = run;
  signal?.throwIfAborted();
  const running = execa(program.path, commandArguments, {
    env: program.environment as NodeJS.ProcessEnv,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    // A group of its own: it ends with all that it started, and not by the person's Ctrl+C, which calls off in order.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const { pid } = running;
  if (pid === undefined) {
    const { originalMessage = 'kind does not start' } = (await running) as { originalMessage?: string };
    return { succeeded: false, lines: [`ERROR: ${originalMessage}`], output: '' };
  }
  // From the first moment on: what nobody listens to is lost.
  const reading = readLines(running.all, onLine);
  const abort = () => void endGroup({ pid }, program.clock);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await onStart?.(await identityOf(pid));
    const [{ exitCode, stdout }, lines] = await Promise.all([running, reading]);
    // kind does not wait for those of its commands that ran beside the one that failed.
    if (!(await groupEnds(pid, program.clock, 10_000))) await endGroup({ pid }, program.clock);
    signal?.throwIfAborted();
    return { succeeded: exitCode === 0, lines, output: stdout };
  } catch (error) {
    if (!signal?.aborted) await endGroup({ pid }, program.clock);
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Resolves with all lines when the stream ends. */
async function readLines(stream: Readable, onLine: KindRun['onLine']): Promise<string[]> {
  const lines: string[] = [];
  const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  reader.on('line', (line) => {
    lines.push(line);
    onLine?.(line);
  });
  await once(reader, 'close');
  return lines;
}
