import type { Clock } from '../../clock.ts';
import type { ClusterEntry, ProgramEntry } from '../kubeconfig/kubeconfig.ts';
import type { Environment } from '../kubeconfig/load.ts';
import type { SelectedContext } from '../kubeconfig/select-context.ts';
import { createSharedTask } from '../shared-task.ts';
import { execInfo, type ProgramCredentials, readExecCredential } from './exec-credential.ts';
import { runProgram } from './run-program.ts';

/** A program that a kubeconfig wants to be run, as a person is asked about it. */
export interface ProgramRequest {
  command: string;
  args: readonly string[];
  /** What it gets beside our own environment. */
  env: readonly { name: string; value: string }[];
  /** The kubeconfig that names it. */
  kubeconfig: string;
  context: string;
  /** The API server that its credentials are for. */
  server: string;
}

/** Says whether a program may be run. Asked before each run; remembering an answer is the host's. */
export type Consent = (request: ProgramRequest, options: { signal: AbortSignal }) => Promise<boolean>;

/** Credentials of programs. A program is run once for all who wait, and again when what it gave has expired or was not accepted. */
export interface ProgramCredentialSource {
  current(
    context: SelectedContext,
    program: ProgramEntry,
    authority: Buffer | undefined,
    signal?: AbortSignal,
  ): Promise<ProgramCredentials>;
  /** The server did not accept them. */
  forget(): void;
}

export interface ProgramCredentialOptions {
  /** Absent: no program is run. */
  consent: Consent | undefined;
  environment: Environment;
  clock: Clock;
}

/** A server that accepts nothing must not have the program run without end: some open a browser. */
const keptAtLeastMs = 5_000;

export function createProgramCredentials({ consent, environment, clock }: ProgramCredentialOptions): ProgramCredentialSource {
  let kept: { key: string; credentials: ProgramCredentials; since: number } | undefined;
  let running: { key: string; task: ReturnType<typeof createSharedTask<ProgramCredentials>> } | undefined;

  return {
    async current(context, program, authority, signal) {
      const key = keyOf(context.cluster, program);
      if (kept?.key === key && !isExpired(kept.credentials, clock)) return kept.credentials;
      if (running?.key !== key) running = { key, task: createSharedTask((ended) => obtain(context, program, authority, ended)) };
      const { task } = running;
      try {
        const credentials = await task.join(signal);
        kept = { key, credentials, since: clock.now() };
        return credentials;
      } finally {
        if (running?.task === task && task.isOver()) running = undefined;
      }
    },
    forget() {
      if (kept && clock.now() - kept.since >= keptAtLeastMs) kept = undefined;
    },
  };

  async function obtain(
    context: SelectedContext,
    program: ProgramEntry,
    authority: Buffer | undefined,
    signal: AbortSignal,
  ): Promise<ProgramCredentials> {
    if (program.interactiveMode === 'Always') {
      throw new Error(`the program ${program.command} asks questions on a terminal, and there is none here`);
    }
    await ask(context, program, signal);
    const info = execInfo(program, context.cluster, authority);
    const output = await runProgram({ program, info, environment, clock, signal });
    return readOutput(program, output);
  }

  async function ask({ name, cluster }: SelectedContext, program: ProgramEntry, signal: AbortSignal): Promise<void> {
    const { command, args, env, origin } = program;
    const isAllowed = await consent?.({ command, args, env, kubeconfig: origin, context: name, server: cluster.server }, { signal });
    if (!isAllowed)
      throw new Error(
        `the kubeconfig ${origin} wants the program ${command} to be run for the context "${name}", and that was not allowed`,
      );
  }
}

function readOutput({ command, apiVersion }: ProgramEntry, output: string): ProgramCredentials {
  try {
    return readExecCredential(output, apiVersion);
  } catch (error) {
    throw new Error(`the program ${command} ran, but ${(error as Error).message}`, { cause: error });
  }
}

function isExpired({ expiresAt }: ProgramCredentials, clock: Clock): boolean {
  return expiresAt !== undefined && clock.now() >= expiresAt;
}

function keyOf(cluster: ClusterEntry, program: ProgramEntry): string {
  return JSON.stringify([cluster.server, cluster.programConfig, program]);
}
