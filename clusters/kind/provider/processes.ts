/** Processes that may outlive the one that started them. */
import { execa } from 'execa';
import { type Clock, pause } from '../../clock.ts';
import { groupLives, hasEnded, processFacts } from './process-table.ts';

/** A process, told from another that got its number later. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the machine's own words; absent where the system does not say (only Linux does). */
  started?: string | undefined;
}

export async function identityOf(pid: number): Promise<ProcessIdentity> {
  const facts = await processFacts(pid);
  return facts ? { pid, started: facts.started } : { pid };
}

/** Whether that very process runs. */
export async function isRunning({ pid, started }: ProcessIdentity): Promise<boolean> {
  if (!isThere(pid)) return false;
  const facts = await processFacts(pid);
  if (!facts) return true;
  return !hasEnded(facts) && (started === undefined || facts.started === started);
}

/**
 * Ends a process that leads a group, and then the rest of the group: what it started is first given a moment to end by itself,
 * so that a container that is just being made is there to be removed, and does not appear afterwards.
 */
export async function endGroup({ pid }: ProcessIdentity, clock: Clock): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no groups; this ends the process with all that it started.
    await execa('taskkill', ['/pid', String(pid), '/t', '/f'], { reject: false, windowsHide: true });
    return;
  }
  signal(pid, 'SIGTERM');
  if (await groupEnds(pid, clock, 3_000)) return;
  signal(-pid, 'SIGTERM');
  if (await groupEnds(pid, clock, 5_000)) return;
  signal(-pid, 'SIGKILL');
  await groupEnds(pid, clock, 2_000);
}

/** Waits until nothing of the group runs; false when it still does after so long. */
export async function groupEnds(pid: number, clock: Clock, withinMs: number): Promise<boolean> {
  if (process.platform === 'win32') return true;
  for (const end = clock.now() + withinMs; clock.now() < end; await pause(clock, 50)) {
    // Where nobody takes note of ended processes, the group seems to be there for a while.
    if (!isThere(-pid) || (await groupLives(pid)) === false) return true;
  }
  return false;
}

function isThere(pid: number): boolean {
  return signal(pid, 0);
}

/** False when there is nobody to take it. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    // Another account's process is there, although it takes no signal.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
