import { access, readFile, statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import type { GpuDevices, InotifyLimits } from './machine-facts.ts';

/** Bytes that programs could still take, caches that would make room included. */
export async function availableMemory(platform: NodeJS.Platform): Promise<number | undefined> {
  if (platform !== 'linux') return freemem();
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/m.exec((await textOf('/proc/meminfo')) ?? '')?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/** Bytes that are free for all users on the disk of a folder. Undefined where it is not there or may not be looked at. */
export async function freeDisk(folder: string): Promise<number | undefined> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    // Only root may look into the engine's folder; the check is then left out.
    () => undefined,
  );
}

export async function inotifyLimits(): Promise<InotifyLimits | undefined> {
  const [instances, watches] = await Promise.all(
    ['max_user_instances', 'max_user_watches'].map((name) => textOf(`/proc/sys/fs/inotify/${name}`)),
  );
  if (instances === undefined || watches === undefined) return undefined;
  return { instances: Number(instances), watches: Number(watches) };
}

export async function gpuDevices(): Promise<GpuDevices> {
  const there = await existingPaths(['/dev/kfd', '/dev/dri', '/dev/nvidiactl']);
  return { kfd: there.has('/dev/kfd'), dri: there.has('/dev/dri'), nvidia: there.has('/dev/nvidiactl') };
}

/** Undefined where the runtime has no configuration that this user may read; it does not take them unless told to. */
export async function nvidiaTakesMounts(file = '/etc/nvidia-container-runtime/config.toml'): Promise<boolean | undefined> {
  const text = await textOf(file);
  return text === undefined ? undefined : /^\s*accept-nvidia-visible-devices-as-volume-mounts\s*=\s*true\s*(?:#.*)?$/m.test(text);
}

/** Those of the paths that are there. */
export async function existingPaths(paths: readonly string[]): Promise<Set<string>> {
  const there = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        // Not there, or in a folder that may not be looked into, which comes to the same here.
        () => false,
      ),
    ),
  );
  return new Set(paths.filter((_, index) => there[index]));
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => {
    // Not every kernel and machine has it: a fact that is not there is left out.
    return undefined;
  });
}
