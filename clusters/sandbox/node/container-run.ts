/** One run of a container, from its start to its end. */
import type { Container } from 'kubernetes-types/core/v1.d.ts';
import { type Clock, pause } from '../../clock.ts';
import type { ContainerExit, RunningContainer } from '../images.ts';
import { type HealthListener, watchHealth } from './health.ts';
import type { ProbeTarget } from './probe.ts';

export interface ContainerRunOptions {
  container: RunningContainer;
  target: ProbeTarget;
  /** Milliseconds between SIGTERM and SIGKILL, asked when they begin. */
  grace(): number;
  listener: Omit<HealthListener, 'failed'> & { killing(message: string): void };
  clock: Clock;
  /** The pod is to end. */
  stop: AbortSignal;
}

/** A killed container that does not say that it ended is given up after this long. */
const reportPatience = 5_000;

/** Resolves when the container ended: by itself, by a probe that gave up, or because the pod is to end. */
export async function followRun({ container, target, grace, listener, clock, stop }: ContainerRunOptions): Promise<ContainerExit> {
  const over = new AbortController();
  const name = target.container.name;
  const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<ContainerExit>();
  let ending = false;

  function end(message: string): void {
    if (ending) return;
    ending = true;
    listener.killing(message);
    void terminate(container, { grace: grace(), clock, over: over.signal }).then(giveUp);
  }

  const stopped = () => end(`Stopping container ${name}`);
  stop.addEventListener('abort', stopped, { once: true });
  if (stop.aborted) stopped();
  watchHealth({
    target,
    listener: { ...listener, failed: (probe) => end(`Container ${name} failed ${probe.toLowerCase()} probe, will be restarted`) },
    clock,
    signal: over.signal,
  });
  const exit = await Promise.race([container.exited, givenUp]);
  over.abort();
  stop.removeEventListener('abort', stopped);
  return exit;
}

/** Whether a container is run again after it ended so. A sidecar among the init containers always is. */
export function isRunAgain(
  policy: string,
  { restartPolicy }: Pick<Container, 'restartPolicy'>,
  { exitCode }: Pick<ContainerExit, 'exitCode'>,
): boolean {
  if (restartPolicy === 'Always' || policy === 'Always') return true;
  return policy === 'OnFailure' && exitCode !== 0;
}

async function terminate(
  container: RunningContainer,
  { grace, clock, over }: { grace: number; clock: Clock; over: AbortSignal },
): Promise<ContainerExit> {
  if (grace > 0) container.terminate();
  await pause(clock, grace, over);
  if (!over.aborted) container.kill();
  await pause(clock, reportPatience, over);
  return { exitCode: 137, reason: 'Error' };
}
