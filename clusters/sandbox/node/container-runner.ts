/** Runs a container of a pod, again and again as its restart policy says, and keeps its status. */
import { createHash } from 'node:crypto';
import type { Container, ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import { pause } from '../../clock.ts';
import { keyOf, keyText, type Stored } from '../../objects.ts';
import type { EventFacts } from '../controllers/event-recorder.ts';
import type { ContainerExit, ContainerStart } from '../images.ts';
import { followRun, isRunAgain } from './container-run.ts';
import { nextRun, running, terminated, waiting } from './container-status.ts';
import { ContainerConfigError } from './environment.ts';
import type { PodContext } from './pod-context.ts';
import { nextBackOff, type RestartBackOff } from './restart-back-off.ts';

export interface ContainerRunnerOptions {
  context: PodContext;
  pod: Stored<Pod>;
  container: Container;
  /** `Always` among init containers is a sidecar's. */
  restartPolicy: string;
  /** Part of the pod spec that holds the container: `spec.containers`, `spec.initContainers`. */
  specPath: string;
  hostPorts: Readonly<Record<string, number>>;
  /** Rejects while it cannot be: with ContainerConfigError when something it refers to is missing. */
  start(): Promise<Omit<ContainerStart, 'writeLine'>>;
  status: ContainerStatus;
  onStatus(status: ContainerStatus): void;
  grace(): number;
  stop: AbortSignal;
}

const configRetry = 2_000;

/** Resolves with the last status when the container will not be run again. */
export async function runContainer(options: ContainerRunnerOptions): Promise<ContainerStatus> {
  const { context, container, stop, restartPolicy } = options;
  let status = options.status;
  let backOff: RestartBackOff | undefined;
  const set = (next: ContainerStatus) => {
    status = next;
    options.onStatus(next);
  };

  // It ended for good before the agent was started.
  const before = status.state?.terminated;
  if (before && !isRunAgain(restartPolicy, container, before)) return status;
  while (!stop.aborted) {
    const start = await prepare(options, status, set);
    if (!start) break;
    const exit = await run(options, start, { current: () => status, set });
    set(terminated(status, exit, context.clock.now()));
    if (stop.aborted || !isRunAgain(restartPolicy, container, exit)) break;
    backOff = nextBackOff(backOff, context.clock.now());
    await waitForBackOff(options, backOff, () => set(waiting(status, 'CrashLoopBackOff', backOffMessage(options, backOff))));
  }
  return status;
}

interface StatusCell {
  current(): ContainerStatus;
  set(status: ContainerStatus): void;
}

/** Everything the container needs, tried until it is there; undefined when the pod is to end first. */
async function prepare(
  options: ContainerRunnerOptions,
  status: ContainerStatus,
  set: StatusCell['set'],
): Promise<Omit<ContainerStart, 'writeLine'> | undefined> {
  while (!options.stop.aborted) {
    try {
      return await options.start();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      set(waiting(status, error instanceof ContainerConfigError ? 'CreateContainerConfigError' : 'CreateContainerError', message));
      tell(options, { type: 'Warning', reason: 'Failed', message: `Error: ${message}` });
      await pause(options.context.clock, configRetry, options.stop);
    }
  }
  return undefined;
}

async function run(options: ContainerRunnerOptions, start: Omit<ContainerStart, 'writeLine'>, status: StatusCell): Promise<ContainerExit> {
  const { context, pod, container, hostPorts, stop, grace } = options;
  const program = context.images(container.image ?? '');
  tellPulled(options, program.note, status.current());
  const run = nextRun(status.current());
  const file = context.logs.open({ podUid: pod.metadata.uid, container: container.name, run });
  tell(options, { type: 'Normal', reason: 'Created', message: 'Container created' });
  const process = context.runtime.start(program, { ...start, writeLine: (line) => file.append(line) });
  context.running.add(pod.metadata.uid, start, process.exited);
  status.set(running(status.current(), containerId(pod, container.name, run), context.clock.now()));
  tell(options, { type: 'Normal', reason: 'Started', message: 'Container started' });
  const exit = await followRun({
    container: process,
    target: { container, hostPorts, env: start.env },
    grace,
    listener: {
      started: () => status.set({ ...status.current(), started: true }),
      ready: (ready) => status.set({ ...status.current(), ready }),
      unhealthy: (probe, message) => tell(options, { type: 'Warning', reason: 'Unhealthy', message: `${probe} probe failed: ${message}` }),
      killing: (message) => tell(options, { type: 'Normal', reason: 'Killing', message }),
    },
    clock: context.clock,
    stop,
  });
  void file.close();
  return exit;
}

// As kubelet, the first restart is at once and only the following wait.
async function waitForBackOff(options: ContainerRunnerOptions, { delayMilliseconds }: RestartBackOff, onWait: () => void): Promise<void> {
  if (delayMilliseconds === 0) return;
  onWait();
  const { pod, container } = options;
  const message = `Back-off restarting failed container ${container.name} in pod ${podText(pod)}`;
  tell(options, { type: 'Warning', reason: 'BackOff', message });
  await pause(options.context.clock, delayMilliseconds, options.stop);
}

function backOffMessage({ container, pod }: ContainerRunnerOptions, backOff: RestartBackOff | undefined): string {
  return `back-off ${backOffText(backOff)} restarting failed container=${container.name} pod=${podText(pod)}`;
}

function backOffText(backOff: RestartBackOff | undefined): string {
  const seconds = (backOff?.delayMilliseconds ?? 0) / 1000;
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`;
}

function podText(pod: Stored<Pod>): string {
  return `${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
}

// Nothing is pulled: the event says what stands in for the image.
function tellPulled(options: ContainerRunnerOptions, note: string, { containerID }: ContainerStatus): void {
  const image = options.container.image ?? '';
  if (containerID) {
    tell(options, { type: 'Normal', reason: 'Pulled', message: `Container image "${image}" already present on machine` });
    return;
  }
  tell(options, { type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` });
  tell(options, { type: 'Normal', reason: 'Pulled', message: `Image "${image}" is not pulled in the sandbox: ${note}` });
}

function tell({ context, pod, container, specPath }: ContainerRunnerOptions, event: EventFacts): void {
  context.events.record(pod, { ...event, fieldPath: `${specPath}{${container.name}}`, host: pod.spec?.nodeName });
}

function containerId(pod: Stored<Pod>, container: string, run: number): string {
  return `slipway://${createHash('sha256')
    .update([keyText(keyOf(pod)), pod.metadata.uid, container, run].join('/'))
    .digest('hex')}`;
}
