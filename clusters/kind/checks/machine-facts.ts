import type { EngineFacts } from '../../containers/engine-facts.ts';
import type { FoundTools } from '../tools/tool.ts';

/** What checks need to know of this machine, as plain data: gather-machine-facts.ts asks for it. */
export interface MachineFacts {
  platform: NodeJS.Platform;
  engine: EngineState;
  tools: FoundTools;
  /** State of each port that the configuration asks for, by the path of its field. */
  ports: Readonly<Record<string, PortState>>;
  /** Bytes that programs could still take of this machine's memory. */
  memoryAvailableBytes?: number | undefined;
  /** Bytes free where the engine keeps images and containers, when that is a folder of this machine. */
  diskFreeBytes?: number | undefined;
  /** Limits of the kernel for one user. Undefined where it has none such. */
  inotify?: InotifyLimits | undefined;
  devices: GpuDevices;
  /** Whether NVIDIA's runtime takes GPUs from mounts; undefined where its configuration is not there or cannot be read. */
  nvidiaVolumeMounts?: boolean | undefined;
  /** Host paths of mounts that are not there. */
  missingMounts: readonly string[];
}

export type EngineState =
  | { found: false; message: string; fix: string | undefined }
  | {
      found: true;
      facts: EngineFacts;
      /** The path of its command (docker, podman), which kind runs. */
      program: string | undefined;
      /** Names of the kind clusters that have nodes there. */
      clusters: readonly string[];
      /** Images of the configuration that it has. */
      images: readonly string[];
    };

export type PortState =
  | { state: 'free' }
  | { state: 'taken' /** The next one that is free. */; next: number | undefined }
  /** This user may not listen there: below 1024. */
  | { state: 'denied' }
  /** The address is not of this machine. */
  | { state: 'no such address' }
  /** The protocol cannot be tried from here. */
  | { state: 'unknown' };

export interface InotifyLimits {
  instances: number;
  watches: number;
}

export interface GpuDevices {
  /** /dev/kfd: AMD's compute driver. */
  kfd: boolean;
  /** /dev/dri: render nodes. */
  dri: boolean;
  /** /dev/nvidiactl: NVIDIA's driver. */
  nvidia: boolean;
}
