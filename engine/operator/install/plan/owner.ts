/** Who made an object that is in the way. */
import type { KubernetesObject } from '../../../../clusters/objects.ts';
import { partLabels } from '../objects/metadata.ts';

const managedBy = 'app.kubernetes.io/managed-by';
const partOf = 'app.kubernetes.io/part-of';

/** Whether an installation made it. Earlier versions labelled definitions with the first label alone. */
export function isOurs({ kind, metadata }: KubernetesObject): boolean {
  const { labels = {} } = metadata ?? {};
  return labels[managedBy] === partLabels[managedBy] && (kind === 'CustomResourceDefinition' || labels[partOf] === partLabels[partOf]);
}

export interface Owner {
  /** For a sentence: `Helm (release slipway of the namespace slipway-system)`. */
  readonly name: string;
  /** What to do, to have what was asked for. */
  readonly fix: string;
}

export function ownerOf({ metadata }: KubernetesObject): Owner {
  const { labels = {}, annotations = {} } = metadata ?? {};
  const release = annotations['meta.helm.sh/release-name'];
  if (release !== undefined) {
    const namespace = annotations['meta.helm.sh/release-namespace'] ?? 'default';
    const fix = `Upgrade it with \`helm upgrade ${release} --namespace ${namespace}\`, or remove it with \`helm uninstall\` first.`;
    return { name: `Helm (release ${release} of the namespace ${namespace})`, fix };
  }
  const fix = 'Install into another namespace, or delete or rename the object if nobody needs it.';
  const manager = labels[managedBy];
  return { name: manager === undefined ? 'somebody else' : `\`${manager}\``, fix };
}
