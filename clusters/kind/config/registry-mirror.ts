import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KindConfig, nodesOf } from './kind-config.ts';

export interface RegistryMirror {
  /** As images name it: `docker.io`, `localhost:5001`. */
  registry: string;
  /** Where to ask first, as a node reaches it: `http://registry:5000`. */
  endpoint: string;
  /** A folder of the engine's machine for containerd's files about registries; `writeRegistryHosts` fills it. */
  folder: string;
}

/**
 * containerd looks for such files where it is told; newer node images tell it by themselves. kind applies the patch that has the version
 * of the image's own configuration: 2 for containerd 1, 3 for containerd 2.
 */
const hostsPatches = [
  ['2', 'io.containerd.grpc.v1.cri'],
  ['3', 'io.containerd.cri.v1.images'],
].map(([version, plugin]) => `version = ${version}\n[plugins."${plugin}".registry]\n  config_path = "/etc/containerd/certs.d"\n`);

/**
 * The same configuration, whose nodes ask the mirror first. containerd's own `mirrors` are gone since its version 2, so each node gets a
 * `hosts.toml` instead, as a mount: it is there when the first image is pulled, and after each restart.
 * Facts: https://kind.sigs.k8s.io/docs/user/local-registry/, https://github.com/containerd/containerd/blob/main/docs/hosts.md.
 */
export function withRegistryMirror(config: KindConfig, { registry, folder }: RegistryMirror): KindConfig {
  const containerPath = `/etc/containerd/certs.d/${folderName(registry)}`;
  const mount = { hostPath: join(folder, folderName(registry)), containerPath, readOnly: true };
  const nodes = nodesOf(config).map((node) => {
    const others = (node.extraMounts ?? []).filter((other) => other.containerPath !== containerPath);
    return { ...node, extraMounts: [...others, mount] };
  });
  const patches = config.containerdConfigPatches ?? [];
  return { ...config, nodes, containerdConfigPatches: [...patches, ...hostsPatches.filter((patch) => !patches.includes(patch))] };
}

/** Writes what `withRegistryMirror` mounts. */
export async function writeRegistryHosts(mirror: RegistryMirror): Promise<void> {
  const folder = join(mirror.folder, folderName(mirror.registry));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'hosts.toml'), registryHosts(mirror));
}

/** The mirror first, then the registry itself. */
export function registryHosts({ registry, endpoint }: Pick<RegistryMirror, 'registry' | 'endpoint'>): string {
  // Docker's registry answers under another name than the one in its images.
  const server = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const scheme = /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(registry) ? 'http' : 'https';
  return `server = "${scheme}://${server}"\n\n[host."${endpoint}"]\n  capabilities = ["pull", "resolve"]\n`;
}

/** `localhost_5001_` is containerd's own name for `localhost:5001`: a colon would end the path of a mount. */
function folderName(registry: string): string {
  return registry.replace(/:(\d+)$/, '_$1_');
}
