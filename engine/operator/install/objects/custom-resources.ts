import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { customResourceDefinitionsOfSlipway } from '../../../dialects/definitions.ts';
import type { InstallOptions } from '../options.ts';
import { labelsOf } from './metadata.ts';

/** The definitions of our kinds, as parts of an installation. */
export function planCustomResources(options: InstallOptions): CustomResourceDefinition[] {
  return customResourceDefinitionsOfSlipway().map((definition) => ({
    ...definition,
    metadata: { ...definition.metadata, labels: labelsOf('cluster', options) },
  }));
}

/** `apiVersion` and `kind` of each of our kinds. */
export function customResources(): { apiVersion: string; kind: string }[] {
  return customResourceDefinitionsOfSlipway().flatMap(({ spec }) =>
    spec.versions.map(({ name }) => ({ apiVersion: `${spec.group}/${name}`, kind: spec.names.kind })),
  );
}
