import { execa } from 'execa';

export interface ProcessMemory {
  role: string;
  pid: number;
  residentMiB: number;
}

/** Resident memory of a process and all below it, as `ps` tells; empty where there is no `ps` (Windows). */
export async function memoryOf(rootPid: number): Promise<ProcessMemory[]> {
  const { stdout, failed } = await execa('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { reject: false });
  if (failed) return [];
  const all = stdout.split('\n').flatMap(readLine);
  return family(rootPid, all).map(({ pid, kibibytes, command }) => ({ role: roleOf(command), pid, residentMiB: kibibytes / 1024 }));
}

interface ProcessLine {
  pid: number;
  parent: number;
  kibibytes: number;
  command: string;
}

function readLine(line: string): ProcessLine[] {
  const [, pid, parent, kibibytes, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
  return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), kibibytes: Number(kibibytes), command }];
}

function family(root: number, all: readonly ProcessLine[]): ProcessLine[] {
  const own = all.filter(({ pid }) => pid === root);
  return [...own, ...all.filter(({ parent }) => parent === root).flatMap(({ pid }) => family(pid, all))];
}

function roleOf(command: string): string {
  if (command.includes('engine/gateway/main')) return 'gateway';
  if (command.includes('shared-process')) return 'containers';
  return command.includes('cli/main') ? 'workbench (engine, sandbox, operator, web)' : command.slice(0, 60);
}
