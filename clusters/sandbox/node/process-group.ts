/** A program of the host with all that it starts, as a process group of its own. Windows has none: there it is the program alone. */
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { ContainerStart } from '../images.ts';

/** For `spawn`: what the program starts is signalled with it. */
export const inOwnGroup = process.platform !== 'win32';

/** What a container's programs find in their environment: where its ports really are, and what the container's spec says. */
export function programEnvironment({ pod, env, ports }: Pick<ContainerStart, 'pod' | 'env' | 'ports'>): Record<string, string | undefined> {
  const portVariables = Object.fromEntries(ports.map(({ containerPort, hostPort }) => [`SLIPWAY_PORT_${containerPort}`, String(hostPort)]));
  return { PATH: process.env['PATH'], HOSTNAME: pod.name, ...portVariables, ...env };
}

/** Does nothing once the program has ended. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (inOwnGroup) signalProcess(-child.pid, signal);
  else child.kill(signal);
}

/** `process.kill` for one that may be gone already. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // The process ended between the check and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** As shells count: a program that a signal ended has 128 and the signal's number. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
