import type { CheckRecord } from '../../check-record.ts';
import type { KindConfig } from '../config/kind-config.ts';
import type { MachineFacts } from './machine-facts.ts';
import { minorOf, namedImages } from './node-image.ts';

const rootlessPage = 'https://kind.sigs.k8s.io/docs/user/rootless/';
/** The first whose kubelet refuses cgroup v1 unless told otherwise: https://git.k8s.io/enhancements/keps/sig-node/5573-remove-cgroup-v1 */
const firstRefusing = 35;

/** What kind asks of the engine's control groups before it starts a node, and what kubelet asks afterwards. */
export function checkCgroups(config: KindConfig, { engine }: MachineFacts): CheckRecord[] {
  if (!engine.found) return [];
  const { rootless, cgroupVersion, limitsResources, label } = engine.facts;
  const record = { subject: 'machine' } as const;
  if (rootless && cgroupVersion === 1) {
    const message = `${label} is rootless on cgroup v1: kind needs cgroup v2 for that.`;
    return [
      {
        ...record,
        id: 'rootless-cgroup',
        verdict: 'problem',
        message,
        fix: `Start the system with cgroup v2 (systemd.unified_cgroup_hierarchy=1), or use an engine of root's: ${rootlessPage}.`,
      },
    ];
  }
  if (rootless && !limitsResources) {
    const message = `${label} is rootless and may not limit memory, processes and processor time: kind refuses that.`;
    return [
      {
        ...record,
        id: 'rootless-delegation',
        verdict: 'problem',
        message,
        fix: `Set Delegate=yes for user@.service in systemd: ${rootlessPage}.`,
      },
    ];
  }
  if (cgroupVersion === 2) return [{ ...record, id: 'cgroup', verdict: 'pass', message: 'Containers have cgroup v2.' }];
  return [cgroupV1(config, label)];
}

function cgroupV1(config: KindConfig, label: string): CheckRecord {
  const record = { id: 'cgroup', subject: 'machine' } as const;
  const images = namedImages(config);
  const mayRefuse = images.length === 0 || images.some(({ image }) => (minorOf(image) ?? firstRefusing) >= firstRefusing);
  const start = `${label} runs on cgroup v1, which kind and Kubernetes call deprecated`;
  const fix = 'Start the system with cgroup v2 (systemd.unified_cgroup_hierarchy=1).';
  if (!mayRefuse || allowsCgroupV1(config)) return { ...record, verdict: 'note', message: `${start}.`, fix };
  return {
    ...record,
    verdict: 'warning',
    message: `${start}: kubelet of Kubernetes 1.${firstRefusing} and later does not start there unless the image or the configuration allows it.`,
    fix: `${fix} Or add to kubeadmConfigPatches: "kind: KubeletConfiguration" with "failCgroupV1: false".`,
  };
}

function allowsCgroupV1({ kubeadmConfigPatches = [] }: KindConfig): boolean {
  return kubeadmConfigPatches.some((patch) => /^failCgroupV1:\s*false\s*$/m.test(patch));
}
