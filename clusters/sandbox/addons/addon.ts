import { readFile } from 'node:fs/promises';
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { ResourceKind } from '../../objects.ts';

/** The kinds of another project, to be installed when they are wanted. */
export const addonNames = ['gateway-api', 'prometheus-operator', 'istio', 'keda', 'argo-cd', 'flux'] as const;

export type AddonName = (typeof addonNames)[number];

export interface Addon {
  name: AddonName;
  /** What it brings, in a few words. */
  description: string;
  definitions: AddonDefinition[];
}

export interface AddonDefinition extends CustomResourceDefinition {
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
}

/** What SOURCE.json says: where the shapes are from, and under which licence. */
interface Source {
  description: string;
  license: string;
  files: { file: string; repository: string; commit: string }[];
}

const folder = new URL('../../../resources/addons/', import.meta.url);

export function isAddonName(name: string): name is AddonName {
  return (addonNames as readonly string[]).includes(name);
}

export async function readAddon(name: AddonName): Promise<Addon> {
  const { description, files } = await readJson<Source>(`${name}/SOURCE.json`);
  const definitions = await Promise.all(files.map(({ file }) => readJson<AddonDefinition>(`${name}/${file}`)));
  return { name, description, definitions };
}

/** The kind in its stored version. */
export function kindOf({ spec }: CustomResourceDefinition): ResourceKind {
  const version = spec.versions.find(({ storage }) => storage)?.name ?? '';
  const { kind, plural } = spec.names;
  return { group: spec.group, version, kind, plural, namespaced: spec.scope === 'Namespaced' };
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(new URL(path, folder), 'utf8')) as T;
}
