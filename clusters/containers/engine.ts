import type Dockerode from 'dockerode';

/** Something that runs containers and speaks Docker's API. Facts as its `/version` and `/info` said them when it was found. */
export interface ContainerEngine {
  /** `podman` also where it answers on a socket named after Docker. */
  kind: 'docker' | 'podman';
  /** `Docker 20.10.24` */
  label: string;
  /** As DOCKER_HOST has it: `unix:///run/docker.sock`. */
  host: string;
  /** `20.10.24` */
  version: string;
  /** `1.41` */
  apiVersion: string;
  rootless: boolean;
  cgroupVersion: 1 | 2;
  /** Whether it can limit memory, processes and processor time: kind needs all three where the engine is rootless. */
  limitsResources: boolean;
  /** Of the machine, or the virtual machine, that containers run in. */
  memoryBytes: number;
  processors: number;
  /** Where it keeps images and containers, when that is a folder of this machine. */
  storageFolder?: string | undefined;
  /** Names of the runtimes that it can start containers with: `runc`, `nvidia`. */
  runtimes: readonly string[];
  defaultRuntime: string;
  /** `Docker Desktop`, `Debian GNU/Linux 12 (bookworm)` */
  operatingSystem: string;
  /** Whether it is reached over a network: ports that it opens are another machine's. */
  remote: boolean;
  /** Whether its containers share this machine's kernel, devices and disk, rather than a virtual machine's or another's. */
  onThisMachine: boolean;
  /** What a person should know before using it, each as a sentence. */
  warnings: readonly string[];
  /** Dockerode's client for it. */
  client: Dockerode;
}

/** A choice of a person that comes before everything else: of a sort of engine, or of one address. */
export interface WantedEngine {
  kind?: ContainerEngine['kind'] | undefined;
  /** As DOCKER_HOST has it. */
  host?: string | undefined;
}

/** Variables of the process, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;
