import { stripVTControlCharacters } from 'node:util';
import type { Clock } from '../../clock.ts';
import type { ProgramEntry } from '../kubeconfig/kubeconfig.ts';
import type { Environment } from '../kubeconfig/load.ts';

export interface ProgramRun {
  program: ProgramEntry;
  /** The text of KUBERNETES_EXEC_INFO. */
  info: string;
  environment: Environment;
  clock: Clock;
  signal: AbortSignal;
}

/** Some programs open a browser and wait for a person. */
const longestRunMs = 180_000;

/** Runs the program without a shell and without input, and gives what it printed. Rejects with half a sentence, or the signal's reason. */
export async function runProgram({ program, info, environment, clock, signal }: ProgramRun): Promise<string> {
  // Loaded late: most contexts name no program.
  const { execa } = await import('execa');
  const late = new AbortController();
  const timer = clock.setTimeout(() => late.abort(), longestRunMs);
  const variables = Object.fromEntries(program.env.map(({ name, value }) => [name, value]));
  try {
    const result = await execa(program.command, program.args, {
      env: { ...environment, ...variables, KUBERNETES_EXEC_INFO: info },
      extendEnv: false,
      stdin: 'ignore',
      cancelSignal: AbortSignal.any([signal, late.signal]),
      forceKillAfterDelay: 2_000,
      maxBuffer: 1_000_000,
      reject: false,
    });
    if (!result.failed) return result.stdout;
    signal.throwIfAborted();
    throw new Error(failureOf(program, result), { cause: result });
  } finally {
    clock.clearTimeout(timer);
  }
}

interface Failure {
  code?: string | undefined;
  exitCode?: number | undefined;
  signal?: string | undefined;
  isCanceled: boolean;
  stderr: string;
  originalMessage?: string | undefined;
}

function failureOf({ command, installHint }: ProgramEntry, failure: Failure): string {
  if (failure.code === 'ENOENT') return oneLine(`the program ${command} is not there, or not on the PATH. ${installHint}`);
  const said = oneLine(failure.stderr).slice(-longestQuote);
  const told = said === '' ? '' : `: ${said}`;
  if (failure.isCanceled) return `the program ${command} did not end within ${longestRunMs / 1000} s${told}`;
  if (failure.exitCode !== undefined) return `the program ${command} ended with ${failure.exitCode}${told}`;
  if (failure.signal !== undefined) return `the program ${command} was ended by ${failure.signal}${told}`;
  return `the program ${command} could not be run: ${failure.originalMessage ?? failure.code ?? 'no reason was given'}`;
}

const longestQuote = 500;

/** Without colours and control characters: it is shown to people. */
function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
