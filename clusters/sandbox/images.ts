/**
 * What the sandbox runs in place of a container image. The table itself is passed in by the host:
 * this folder knows Kubernetes, not model servers.
 */

/** How an image is run. `note` is told to people in an event on the pod. */
export type ImageProgram =
  /** A module whose export `startContainer` (StartContainer below) runs it inside a process shared with other containers. */
  | { run: 'shared'; module: URL; note: string }
  /** A child process of its own. The container's command and args come after `prefix`; the image's own default is `command`. */
  | { run: 'command'; prefix: string[]; command: string[]; note: string };

/** Never fails: an unknown image gets the generic program. */
export type ImageTable = (image: string) => ImageProgram;

/** What a shared program is told about the container that it is to be. */
export interface ContainerStart {
  pod: { namespace: string; name: string; uid: string };
  container: string;
  image: string;
  /** The pod spec's `command`, empty when the image's own entrypoint is meant. */
  command: string[];
  args: string[];
  /**
   * The container's environment, resolved. The node agent adds `SLIPWAY_SIMULATED_GPU` (a catalog key such as `MI300X`)
   * and `SLIPWAY_SIMULATED_GPU_COUNT` when GPUs were allocated.
   */
  env: Record<string, string>;
  /** Listen on 127.0.0.1:`hostPort` where the container would listen on `containerPort`. */
  ports: { containerPort: number; hostPort: number }[];
  /** Mounted config maps and secrets: mount path to a folder on disk. */
  mounts: Record<string, string>;
  /** Whether others wait for its end: it prepares a pod, or belongs to a Job. */
  endsByItself: boolean;
  /** A line for the container's log. */
  writeLine(line: string): void;
}

export interface ContainerExit {
  exitCode: number;
  /** `Completed`, `Error`, `OOMKilled` ... as kubelet reports it. */
  reason: string;
}

export interface RunningContainer {
  /** Settles once, and never rejects. Its sockets are closed by then. */
  exited: Promise<ContainerExit>;
  /** SIGTERM: finish what is running, then exit. */
  terminate(): void;
  /** SIGKILL: gone at once, connections cut, exit code 137. */
  kill(): void;
}

export type StartContainer = (start: ContainerStart) => RunningContainer;
