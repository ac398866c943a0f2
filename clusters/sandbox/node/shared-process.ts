/**
 * Entry of a child process that holds many containers. It ends when the agent's process does: the channel closes, and
 * nothing of it is left running.
 */
import type { RunningContainer, StartContainer } from '../images.ts';
import type { FromProcess, ToProcess } from './shared-messages.ts';

const running = new Map<number, RunningContainer>();
/** Containers whose module is still loading, with the exit code that they end with if told to meanwhile. */
const loading = new Map<number, number | undefined>();

process.on('message', (message: ToProcess) => {
  if (message.type === 'start') void start(message);
  else end(message.id, message.type);
});

process.on('disconnect', () => {
  for (const container of running.values()) container.kill();
  process.exit(0);
});

// A Ctrl+C in the terminal reaches the whole process group; ending containers is for the agent to say.
process.on('SIGINT', () => {});

async function start({ id, module, start }: Extract<ToProcess, { type: 'start' }>): Promise<void> {
  loading.set(id, undefined);
  try {
    const { startContainer } = (await import(module)) as { startContainer: StartContainer };
    const endedWith = loading.get(id);
    if (endedWith !== undefined) return report(id, { exitCode: endedWith, reason: 'Error' });
    const container = startContainer({ ...start, writeLine: (line) => send({ type: 'line', id, line }) });
    loading.delete(id);
    running.set(id, container);
    report(id, await container.exited);
  } catch (error) {
    send({ type: 'line', id, line: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    report(id, { exitCode: 1, reason: 'Error' });
  }
}

function end(id: number, how: 'terminate' | 'kill'): void {
  const container = running.get(id);
  if (container) container[how]();
  else if (loading.has(id)) loading.set(id, how === 'kill' ? 137 : 143);
}

function report(id: number, exit: { exitCode: number; reason: string }): void {
  running.delete(id);
  loading.delete(id);
  send({ type: 'exited', id, exit });
}

function send(message: FromProcess): void {
  if (process.connected) process.send?.(message);
}
