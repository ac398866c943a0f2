/** One model server from its start to its exit: effects only, decisions are in plan.ts. */
import type { Clock } from '../../contract/clock.ts';
import { type HttpListener, listen } from '../http/listener.ts';
import { createModelServer } from '../model-server.ts';
import { loadedLines, openingLines } from './log-lines.ts';
import { planStart, type ServerPlan, type StartRequest } from './plan.ts';

export interface ServerExit {
  exitCode: number;
  /** As kubelet reports it. */
  reason: 'Completed' | 'Error';
}

export interface RunningServer {
  /** Settles once, and never rejects. */
  exited: Promise<ServerExit>;
  /** Finish what is running, then exit with 0. */
  terminate(): void;
  /** Connections are cut; exit code 137. */
  kill(): void;
}

export interface RunOptions extends Omit<StartRequest, 'now'> {
  readonly clock: Clock;
  /** Where to listen for the port that the command line names. */
  address(plan: ServerPlan): { host: string | undefined; port: number };
  writeLine(line: string): void;
}

export function runServer(options: RunOptions): RunningServer {
  const { clock, writeLine } = options;
  const exit = Promise.withResolvers<ServerExit>();
  const stopping = Promise.withResolvers<void>();
  let listener: HttpListener | undefined;
  let over = false;
  void run();
  return {
    exited: exit.promise,
    terminate: () => stopping.resolve(),
    kill: () => end(137),
  };

  async function run(): Promise<void> {
    const decided = planStart({ command: options.command, args: options.args, env: options.env, now: clock.now() });
    if (decided.decision === 'fail') {
      for (const line of decided.lines) writeLine(line);
      return end(decided.exitCode);
    }
    try {
      await serve(decided.plan);
    } catch (error) {
      writeLine(error instanceof Error ? error.message : String(error));
      end(1);
    }
  }

  async function serve(plan: ServerPlan): Promise<void> {
    const { host, port } = options.address(plan);
    const server = createModelServer({ plan, clock });
    const started = await listen({ host, port, server, apiKeys: plan.apiKeys });
    if (over) return started.destroy();
    listener = started;
    for (const line of openingLines(plan)) write(line);
    const loading = clock.setTimeout(() => {
      for (const line of loadedLines(plan)) write(line);
      started.ready();
    }, plan.loadSeconds * 1000);
    await stopping.promise;
    clock.clearTimeout(loading);
    write('Shutting down');
    await started.drain();
    end(0);
  }

  /** A process that ended says nothing more. */
  function write(line: string): void {
    if (!over) writeLine(line);
  }

  function end(exitCode: number): void {
    if (over) return;
    over = true;
    listener?.destroy();
    stopping.resolve();
    exit.resolve({ exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' });
  }
}
