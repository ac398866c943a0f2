import { apiVersionOf, type ResourceKind } from '../../../clusters/objects.ts';
import type { Problem } from '../../contract/errors.ts';
import type { Manifest } from './parse-manifests.ts';

/** A manifest whose kind the cluster serves and whose place is known. */
export interface IdentifiedManifest extends Manifest {
  kind: ResourceKind;
  /** Null for a cluster-scoped kind. */
  namespace: string | null;
  name: string;
}

export interface Identification {
  /** Null when there are problems. */
  manifest: IdentifiedManifest | null;
  problems: Problem[];
}

/** Finds a manifest's kind among those that the cluster serves; problems name what exists instead. */
export function identify(manifest: Manifest, kinds: readonly ResourceKind[], cluster: string): Identification {
  const missing = missingFields(manifest);
  if (missing.length > 0) return { manifest: null, problems: missing };
  const { apiVersion, kind: kindName, metadata } = manifest.object;
  const kind = kinds.find((served) => served.kind === kindName && apiVersionOf(served) === apiVersion);
  if (!kind) return { manifest: null, problems: [unknownKind(manifest, kinds, cluster)] };
  const namespace = kind.namespaced ? (metadata?.namespace ?? 'default') : null;
  return { manifest: { ...manifest, kind, namespace, name: String(metadata?.name) }, problems: [] };
}

function missingFields(manifest: Manifest): Problem[] {
  const { apiVersion, kind, metadata } = manifest.object;
  const required = { apiVersion, kind, 'metadata.name': metadata?.name };
  return Object.entries(required)
    .filter(([, value]) => typeof value !== 'string' || value === '')
    .map(([field]) => ({
      field,
      line: manifest.lineOf(field),
      message: `${field} is missing.`,
      fix: `Add ${field}: every manifest has one.`,
    }));
}

function unknownKind(manifest: Manifest, kinds: readonly ResourceKind[], cluster: string): Problem {
  const { apiVersion, kind } = manifest.object;
  const sameKind = kinds.filter((served) => served.kind === kind).map(apiVersionOf);
  if (sameKind.length > 0) {
    const message = `The cluster ${cluster} has no ${kind} in ${apiVersion}.`;
    return { field: 'apiVersion', line: manifest.lineOf('apiVersion'), message, fix: `Use apiVersion ${sameKind.join(' or ')}.` };
  }
  const group = String(apiVersion).split('/').slice(0, -1).join('/');
  const message = `The cluster ${cluster} knows no kind ${kind} in ${apiVersion}.`;
  return { field: 'kind', line: manifest.lineOf('kind'), message, fix: fixForKind(group, kinds) };
}

function fixForKind(group: string, kinds: readonly ResourceKind[]): string {
  const inGroup = kinds.filter((served) => served.group === group).map((served) => served.kind);
  if (inGroup.length > 0) return `${group || 'The core group'} has ${[...new Set(inGroup)].sort().join(', ')}.`;
  const custom = kinds.filter((served) => served.group.split('.').length > 2 && !served.group.endsWith('.k8s.io'));
  const groups = [...new Set(custom.map((served) => served.group))].sort();
  const known = groups.length > 0 ? ` Custom kinds are there from ${groups.join(', ')}.` : '';
  return `Install the CustomResourceDefinition of ${group || 'that kind'} first, or mend apiVersion and kind.${known}`;
}
