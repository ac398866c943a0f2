import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { apiVersionOf, type KubernetesObject, type ResourceKind } from '../../../../clusters/objects.ts';
import { customResourceDefinitionsOfSlipway } from '../../../dialects/definitions.ts';
import { installationKindOf } from '../objects/kinds.ts';

/** The kinds that Slipway defines, whose objects are models. */
export const ourKinds: readonly ResourceKind[] = customResourceDefinitionsOfSlipway().flatMap(kindsOf);

/** The kind of a part of an installation, or of a model. Throws for any other. */
export function knownKindOf(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): ResourceKind {
  return ourKinds.find((kind) => kind.kind === object.kind && apiVersionOf(kind) === object.apiVersion) ?? installationKindOf(object);
}

/** `aimendpoints.aim.engine.amd.com` */
export function definitionName({ plural, group }: Pick<ResourceKind, 'plural' | 'group'>): string {
  return `${plural}.${group}`;
}

function kindsOf({ spec }: CustomResourceDefinition): ResourceKind[] {
  const { group, names, scope, versions } = spec;
  return versions.map(({ name }) => ({ group, version: name, kind: names.kind, plural: names.plural, namespaced: scope === 'Namespaced' }));
}
