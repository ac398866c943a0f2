import { addTo, setAt } from './edit-yaml.ts';
import { type KindForm, readKindForm } from './kind-form.ts';

const folderOfHosts = '/etc/containerd/certs.d/';

export interface Mirror {
  /** As images name it: `docker.io`, `localhost:5001`. */
  registry: string;
  /** The folder of this machine that holds the registry's hosts.toml. */
  folder: string;
}

/** The mirrors that a configuration has: the folders that its nodes mount for containerd. */
export function mirrorsOf({ nodes }: Pick<KindForm, 'nodes'>): Mirror[] {
  const found = new Map<string, Mirror>();
  for (const mount of nodes.flatMap((node) => node.extraMounts)) {
    const path = String(mount['containerPath'] ?? '');
    if (!path.startsWith(folderOfHosts)) continue;
    const registry = path.slice(folderOfHosts.length);
    found.set(registry, { registry, folder: String(mount['hostPath'] ?? '') });
  }
  return [...found.values()];
}

/**
 * The configuration with a mirror on every node: a folder that each mounts for containerd, which reads it at each pull. containerd 2 has
 * no other way. Another mirror of the same registry is replaced.
 */
export function withMirror(text: string, { registry, folder }: Mirror): string {
  const containerPath = `${folderOfHosts}${registry}`;
  const withNodes = readKindForm(text)?.nodes.length === 0 ? setAt(text, ['nodes'], [{ role: 'control-plane' }]) : text;
  const { nodes } = readKindForm(withNodes) ?? { nodes: [] };
  return nodes.reduce((changed, { extraMounts }, index) => {
    const mounts = ['nodes', index, 'extraMounts'];
    const present = extraMounts.findIndex((mount) => mount['containerPath'] === containerPath);
    if (present >= 0) return setAt(changed, [...mounts, present, 'hostPath'], folder);
    return addTo(changed, mounts, { hostPath: folder, containerPath, readOnly: true });
  }, withNodes);
}

/** The commands that write a mirror's hosts.toml, for a POSIX shell. */
export function hostsCommand({ registry, folder }: Mirror, endpoint: string): string {
  const server = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  return `mkdir -p ${folder}\ncat > ${folder}/hosts.toml <<'EOF'\nserver = "https://${server}"\n\n[host."${endpoint}"]\n  capabilities = ["pull", "resolve"]\nEOF`;
}
