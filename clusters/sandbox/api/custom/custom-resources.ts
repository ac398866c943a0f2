import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from 'kubernetes-types/apiextensions/v1.d.ts';
import { kubernetesSchemas } from '../openapi/kubernetes-schemas.ts';
import type { Schema } from '../openapi/schema.ts';
import { customColumns } from '../printing/custom-columns.ts';
import { allVerbs, type Resource, type ScalePaths, type Strategy, type Subresource } from '../resource.ts';

/** The resources that a definition brings: one a served version. */
export function customResources(definition: CustomResourceDefinition): Resource[] {
  const { group, versions } = definition.spec;
  const storage = versions.find((version) => version.storage) ?? versions[0];
  return [...versions]
    .filter(({ served }) => served)
    .sort((left, right) => compareVersions(left.name, right.name))
    .map((version) => toResource(definition, version, `${group}/${storage?.name}`));
}

function toResource({ spec }: CustomResourceDefinition, version: CustomResourceDefinitionVersion, storedAs: string): Resource {
  const { names, group } = spec;
  let schema: Schema | undefined;
  const scale = version.subresources?.scale;
  return {
    group,
    version: version.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular || names.kind.toLowerCase(),
    listKind: names.listKind || `${names.kind}List`,
    namespaced: spec.scope === 'Namespaced',
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    verbs: allVerbs,
    subresources: subresourcesOf(version),
    bucket: `${group}/${names.plural}`,
    storedAs,
    custom: true,
    schema: () => {
      schema ??= rootSchema(version.schema?.openAPIV3Schema as Schema | undefined);
      return schema;
    },
    columns: customColumns(version.additionalPrinterColumns ?? []),
    ...(scale && { scale: scalePaths(scale) }),
    strategy: selectable(version),
  };
}

function subresourcesOf({ subresources }: CustomResourceDefinitionVersion): Subresource[] {
  return [...(subresources?.status ? (['status'] as const) : []), ...(subresources?.scale ? (['scale'] as const) : [])];
}

/** Every object has these three, whatever its definition says. */
function rootSchema(schema: Schema | undefined): Schema {
  const objectMeta = kubernetesSchemas().ofKind({ group: '', version: 'v1', kind: 'ConfigMap' })?.properties?.['metadata'] ?? {};
  const root = { ...(schema ?? { 'x-kubernetes-preserve-unknown-fields': true }) };
  return {
    ...root,
    properties: { ...root.properties, apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: objectMeta },
  };
}

function scalePaths(scale: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string }): ScalePaths {
  const fields = (path: string) => path.split('.').filter((field) => field !== '');
  return {
    specReplicas: fields(scale.specReplicasPath),
    statusReplicas: fields(scale.statusReplicasPath),
    ...(scale.labelSelectorPath && { selector: fields(scale.labelSelectorPath) }),
  };
}

function selectable(version: CustomResourceDefinitionVersion): Strategy {
  const { selectableFields = [] } = version as { selectableFields?: { jsonPath: string }[] };
  if (selectableFields.length === 0) return {};
  return {
    selectableFields: Object.fromEntries(
      selectableFields.map(({ jsonPath }) => {
        const path = jsonPath.split('.').filter((field) => field !== '');
        return [path.join('.'), (object) => String(path.reduce((value: unknown, field) => (value as never)?.[field], object) ?? '')];
      }),
    ),
  };
}

const STABILITY = ['alpha', 'beta', ''];

/** Stable before beta before alpha, higher before lower: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then others by name. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [rank(left), rank(right)];
  if (!a || !b) return a ? -1 : b ? 1 : left.localeCompare(right);
  return b.stability - a.stability || b.major - a.major || b.minor - a.minor;
}

function rank(version: string): { stability: number; major: number; minor: number } | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return undefined;
  return { stability: STABILITY.indexOf(match[2] ?? ''), major: Number(match[1]), minor: Number(match[3] ?? 0) };
}
