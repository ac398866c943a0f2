/**
 * A command on a terminal. Node makes none, and libraries that do must be compiled for every machine: util-linux's
 * `script`, which Linux has everywhere, makes one around the command instead.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { TerminalSize } from '../../../exec-session.ts';
import { inOwnGroup, signalGroup, signalProcess } from '../process-group.ts';
import { whyNoProgram } from './program.ts';
import { exitOf, kept } from './start-on-pipes.ts';
import type { CommandStart, StartedCommand } from './started-command.ts';

/** Whether this machine can. The `script` of BSD and macOS refuses to read from anything but a terminal. */
export function hasTerminals(): boolean {
  return process.platform === 'linux' && whyNoProgram('script', process.env['PATH']) === undefined;
}

/** Starts a command whose input and outputs are one terminal. */
export function startOnTerminal({ command, environment }: CommandStart): StartedCommand {
  // Before it becomes the command, the shell says on a pipe of its own who it is and which terminal it has.
  const announced = `echo "$$ $(tty)" >&3; exec 3>&-; exec ${command.map(quoted).join(' ')}`;
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', announced, '/dev/null'], {
    detached: inOwnGroup,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { TERM: 'xterm', ...environment, SHELL: '/bin/sh' },
  });
  const terminal = followTerminal(child.stdio[3] as Readable);
  return {
    stdin: child.stdin ?? undefined,
    stdout: kept(child.stdout),
    stderr: undefined,
    resize: terminal.resize,
    kill() {
      // The command is in a session of its own, which the group of `script` does not reach.
      terminal.kill();
      signalGroup(child, 'SIGKILL');
    },
    exited: exitOf(child).finally(terminal.kill),
  };
}

interface Terminal {
  resize(size: TerminalSize): void;
  kill(): void;
}

/** What is asked before the terminal is known is done once it is. */
function followTerminal(announcement: Readable): Terminal {
  let known: { processGroup: number; device: string } | undefined;
  let size: TerminalSize | undefined;
  let killed = false;

  const lines = createInterface({ input: announcement });
  // Without it there are no sizes, and the end of `script` is the command's.
  lines.on('error', () => {});
  lines.once('line', (line) => {
    const [processGroup = '', device = ''] = line.split(' ');
    known = { processGroup: Number(processGroup), device };
    if (killed) kill();
    else if (size) resize(size);
  });

  function resize(wanted: TerminalSize): void {
    size = wanted;
    if (!known) return;
    const settings = ['-F', known.device, 'cols', String(wanted.columns), 'rows', String(wanted.rows)];
    // A terminal that is gone by then needs no size.
    spawn('stty', settings, { stdio: 'ignore' }).on('error', () => {});
  }

  function kill(): void {
    killed = true;
    if (known) signalProcess(-known.processGroup, 'SIGKILL');
  }

  return { resize, kill };
}

/** As the shell reads it back unchanged. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
