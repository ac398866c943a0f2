import { readFile } from 'node:fs/promises';
import { memoryOf } from '../memory.ts';
import type { Subject } from './subjects.ts';

export interface SubjectMemory {
  /** The sum over all processes. */
  residentMiB: number;
  /** The same with what processes share counted once; absent where the system does not tell. */
  proportionalMiB?: number;
}

/** Of all processes of a subject. */
export async function memoryOfSubject({ pid }: Subject): Promise<SubjectMemory> {
  const processes = await memoryOf(pid);
  const residentMiB = processes.reduce((sum, process) => sum + process.residentMiB, 0);
  const shares = await Promise.all(processes.map((process) => proportionalMiB(process.pid)));
  if (shares.includes(undefined)) return { residentMiB };
  return { residentMiB, proportionalMiB: shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) };
}

/** @see https://docs.kernel.org/filesystems/proc.html (smaps_rollup) */
async function proportionalMiB(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}
