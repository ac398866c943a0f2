import { spawn } from 'node:child_process';

/** Ends what a program started, together with it. */
export interface Lifeline {
  /** The program ended: what is left of its process group is killed, as with a container's first process. */
  cut(): void;
}

// Reads until the other end is closed, by `cut` or because the process that held it is gone, however it went.
const watch = 'while read -r _; do :; done; kill -s KILL -- "-$0"';

/**
 * Watches over a process group from a small process of its own, so that a program does not outlive the process that holds
 * its container, not even one killed with SIGKILL. Windows has no process groups; there, such a program goes on.
 */
export function startLifeline(processGroup: number, writeLine: (line: string) => void): Lifeline {
  if (process.platform === 'win32') return { cut: () => {} };
  // In a group of its own: what is sent to the program's, or to Slipway's, is not for it.
  const watcher = spawn('/bin/sh', ['-c', watch, String(processGroup)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watcher.once('error', ({ message }) => writeLine(`Nothing ends this container should Slipway be killed: ${message}`));
  return { cut: () => watcher.stdin.destroy() };
}
