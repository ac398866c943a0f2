import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from '../../log.ts';
import type { ContainerExit, ContainerStart, RunningContainer } from '../images.ts';
import type { FromProcess, ToProcess } from './shared-messages.ts';

/** One child process and the containers in it. */
export interface SharedHost {
  readonly pid: number;
  readonly containers: number;
  start(module: URL, start: ContainerStart): RunningContainer;
  /** SIGKILL. Its containers are reported dead; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when the process ended, however. */
  readonly gone: Promise<void>;
}

interface Held {
  writeLine(line: string): void;
  end(exit: ContainerExit): void;
}

/** What the containers of a process that died are said to have died of. */
const killed: ContainerExit = { exitCode: 137, reason: 'Error' };

/** Starts a process that holds containers. */
export function startSharedHost(log: Log): SharedHost {
  const child = fork(fileURLToPath(new URL('./shared-process.ts', import.meta.url)), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const held = new Map<number, Held>();
  let nextId = 1;
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => log.warn({ pid: child.pid, text: text.trimEnd() }, 'a container process wrote to stderr'));
  child.on('message', (message: FromProcess) => receive(held, message));
  const gone = whenGone(child, log).then(() => {
    for (const container of held.values()) container.end(killed);
    held.clear();
  });

  return {
    pid: child.pid ?? 0,
    get containers() {
      return held.size;
    },
    gone,
    start(module, { writeLine, ...start }) {
      const id = nextId++;
      const { promise: exited, resolve: end } = Promise.withResolvers<ContainerExit>();
      if (child.connected) {
        held.set(id, { writeLine, end });
        send(child, { type: 'start', id, module: module.href, start });
      } else {
        end(killed);
      }
      return {
        exited,
        terminate: () => send(child, { type: 'terminate', id }),
        kill: () => send(child, { type: 'kill', id }),
      };
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function receive(held: Map<number, Held>, message: FromProcess): void {
  const container = held.get(message.id);
  if (message.type === 'line') {
    container?.writeLine(message.line);
  } else {
    held.delete(message.id);
    container?.end(message.exit);
  }
}

function send(child: ChildProcess, message: ToProcess): void {
  // A channel that closes meanwhile ends the containers through `exit`; that one message was lost does not matter then.
  if (child.connected) child.send(message, () => {});
}

function whenGone(child: ChildProcess, log: Log): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      log.error({ error: error.message }, 'a container process could not be started');
      resolve();
    });
    child.once('exit', () => resolve());
  });
}
