import type { CheckRecord } from '../../check-record.ts';
import type { KindConfig } from '../config/kind-config.ts';
import type { FoundTool } from '../tools/tool.ts';
import { atLeast, kubernetesMinor } from '../tools/versions.ts';
import type { MachineFacts } from './machine-facts.ts';
import { minorOf, namedImages } from './node-image.ts';

/** The first whose node images have containerd 2, and whose steps and names Slipway knows. */
export const oldestKind = '0.27.0';

export function checkTools(config: KindConfig, { tools: { kind, kubectl } }: MachineFacts): CheckRecord[] {
  return [
    kind.found ? kindRecord(kind) : missing('kind', 'problem', kind),
    ...(kubectl.found ? kubectlRecords(kubectl, config) : [missing('kubectl', 'note', kubectl)]),
  ];
}

function missing(id: string, verdict: CheckRecord['verdict'], { message, fix }: { message: string; fix: string }): CheckRecord {
  return { id, subject: 'machine', verdict, message: id === 'kubectl' ? `${message} Slipway itself does not need it.` : message, fix };
}

function kindRecord({ version, path }: FoundTool): CheckRecord {
  if (atLeast(version, oldestKind)) return { id: 'kind', subject: 'machine', verdict: 'pass', message: `kind ${version} is at ${path}.` };
  const message = `kind ${version} (${path}) is too old: ${oldestKind} is the first that Slipway knows.`;
  return {
    id: 'kind',
    subject: 'machine',
    verdict: 'problem',
    message,
    fix: 'Install a later one (https://kind.sigs.k8s.io), let Slipway download it, or say its path in the settings.',
  };
}

/** kubectl is made for servers one minor older or newer: https://kubernetes.io/releases/version-skew-policy/ */
function kubectlRecords({ version, path }: FoundTool, config: KindConfig): CheckRecord[] {
  const minor = kubernetesMinor(version) ?? 0;
  const far = namedImages(config).flatMap(({ image, path: subject }): CheckRecord[] => {
    const server = minorOf(image);
    if (server === undefined || Math.abs(server - minor) <= 1) return [];
    const message = `kubectl ${version} is made for Kubernetes 1.${minor - 1} to 1.${minor + 1}, and ${image} has 1.${server}.`;
    return [{ id: 'kubectl-skew', subject, verdict: 'warning', message, fix: `Use kubectl 1.${server} with this cluster.` }];
  });
  return far.length > 0 ? far : [{ id: 'kubectl', subject: 'machine', verdict: 'pass', message: `kubectl ${version} is at ${path}.` }];
}
