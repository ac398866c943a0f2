/** Whether a project is installed, and in which version, from what could be read of it. Pure. */
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { ResourceKind } from '../../objects.ts';
import type { InstalledProject } from './cluster-check.ts';
import type { ProjectSigns } from './projects.ts';

export interface ProjectEvidence {
  /** The server's kinds that are the project's. */
  kinds: readonly ResourceKind[];
  /** The definition of its foremost kind; undefined where it may not be read. */
  definition: CustomResourceDefinition | undefined;
  /** Empty where they may not be read. */
  deployments: readonly Deployment[];
}

/** Undefined when it is not installed. */
export function judgeProject(signs: ProjectSigns, { kinds, definition, deployments }: ProjectEvidence): InstalledProject | undefined {
  const running = runningVersion(signs, deployments);
  // Slipway serves some projects' kinds itself where nobody else does.
  const isOurs = definition?.metadata?.labels?.['app.kubernetes.io/managed-by'] === 'slipway';
  // Slipway's own kinds stay when it is removed.
  if (!running && (kinds.length === 0 || isOurs || signs.project === 'Slipway')) return undefined;
  const declared = declaredVersion(signs, definition);
  return {
    project: signs.project,
    version: declared?.version ?? running?.version ?? null,
    evidence: declared?.evidence ?? running?.evidence ?? kindsEvidence(kinds),
  };
}

interface Evidence {
  version: string | null;
  evidence: string;
}

function declaredVersion({ versionKeys = [] }: ProjectSigns, definition: CustomResourceDefinition | undefined): Evidence | undefined {
  const { name, annotations = {}, labels = {} } = definition?.metadata ?? {};
  for (const key of versionKeys) {
    const version = annotations[key] ?? labels[key];
    if (version) return { version, evidence: `CustomResourceDefinition ${name} (${key}: ${version})` };
  }
  return undefined;
}

function runningVersion({ image: wanted }: ProjectSigns, deployments: readonly Deployment[]): Evidence | undefined {
  const [first] = deployments;
  const found = deployments.flatMap((deployment) => imagesOf(deployment).map((image) => ({ deployment, image })));
  const named = found.find(({ image }) => !wanted || wanted.test(image));
  const deployment = named?.deployment ?? first;
  if (!deployment) return undefined;
  const labelled = deployment.metadata?.labels?.['app.kubernetes.io/version'];
  // Several programs of a project have versions of their own; without one that counts, only the label speaks for all.
  const version = (wanted && named && tagOf(named.image)) || labelled || null;
  const { namespace, name } = deployment.metadata ?? {};
  return { version, evidence: `Deployment ${namespace}/${name}${named ? ` (${named.image})` : ''}` };
}

function imagesOf({ spec }: Deployment): string[] {
  return spec?.template.spec?.containers.flatMap(({ image }) => image ?? []) ?? [];
}

/** The tag where it is a version: `latest` and digests say nothing. */
function tagOf(image: string): string | undefined {
  const [, tag] = /:([^:/@]+)(?:@.*)?$/.exec(image.replace(/@sha256:.*$/, '')) ?? [];
  return tag && /^v?\d+\.\d+/.test(tag) ? tag : undefined;
}

function kindsEvidence(kinds: readonly ResourceKind[]): string {
  const groups = [...new Set(kinds.map(({ group }) => group))];
  return `its kinds in ${groups.join(', ')}`;
}
