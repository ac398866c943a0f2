import { execa } from 'execa';
import type { ProbeHost } from './probe.ts';

/** How a tool's run ended. */
export interface Ran {
  readonly outcome: 'ended' | 'absent' | 'timed_out' | 'not_started';
  /** Null where it did not end by itself. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** More than any tool prints of a hundred GPUs. */
const mostOutput = 20_000_000;
/** A process that the kernel holds cannot be ended: it is left to itself after this. */
const patience = 1_000;

/** Runs a tool to its end or to the limit. Never rejects. */
export async function runCommand(
  file: string,
  words: readonly string[],
  host: Pick<ProbeHost, 'environment' | 'limit' | 'clock'>,
): Promise<Ran> {
  const { environment, limit, clock } = host;
  const startedAt = clock.now();
  const running = execa(file, words, {
    reject: false,
    timeout: limit,
    killSignal: 'SIGKILL',
    maxBuffer: mostOutput,
    stdin: 'ignore',
    extendEnv: false,
    // Words of tools are compared: they have to be English.
    env: { ...defined(environment), LC_ALL: 'C' },
  });
  let timer: unknown;
  const abandoned = new Promise<undefined>((resolve) => {
    timer = clock.setTimeout(() => resolve(undefined), limit + patience);
  });
  const result = await Promise.race([running, abandoned]);
  clock.clearTimeout(timer);
  const milliseconds = clock.now() - startedAt;
  if (!result) return { outcome: 'timed_out', exitCode: null, stdout: '', stderr: '', milliseconds };
  const { stdout, stderr, timedOut, exitCode, code, message } = result;
  if (timedOut) return { outcome: 'timed_out', exitCode: null, stdout, stderr, milliseconds };
  if (code === 'ENOENT') return { outcome: 'absent', exitCode: null, stdout: '', stderr: '', milliseconds };
  if (exitCode === undefined && code !== undefined)
    return { outcome: 'not_started', exitCode: null, stdout: '', stderr: message ?? code, milliseconds };
  return {
    outcome: 'ended',
    exitCode: exitCode ?? null,
    stdout,
    stderr: stderr || (exitCode === undefined ? (message ?? '') : ''),
    milliseconds,
  };
}

function defined(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
