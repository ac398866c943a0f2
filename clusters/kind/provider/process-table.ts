/** What Linux tells of processes in /proc; other systems tell nothing here. */
import { readdir, readFile } from 'node:fs/promises';

interface ProcessFacts {
  /** `Z`: it has ended, and waits for its parent to notice. */
  state: string;
  group: number;
  /** Ticks between the machine's start and the process's. */
  started: string;
}

/** Undefined for a process that is not there, and on other systems. */
export async function processFacts(pid: number | string): Promise<ProcessFacts | undefined> {
  // Any failure means that it has just ended, or that there is no /proc.
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // proc_pid_stat(5): the second field is a name that may hold spaces and brackets; state, parent, group ... follow.
  const [state = '', , group, ...others] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state, group: Number(group), started: others[16] ?? '' };
}

/** Whether a process of the group has not ended; undefined where the system does not tell. */
export async function groupLives(group: number): Promise<boolean | undefined> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return undefined;
  const all = await Promise.all(pids.map(processFacts));
  return all.some((facts) => facts?.group === group && !hasEnded(facts));
}

export function hasEnded({ state }: ProcessFacts): boolean {
  return state === 'Z' || state === 'X';
}
