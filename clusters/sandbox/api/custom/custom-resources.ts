import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from 'kubernetes-types/apiextensions/v1.d.ts';
import { typed } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { customColumns } from '../printing/custom-columns.ts';
import { forbidden } from '../refusals.ts';
import { allVerbs, type Resource, type ScalePaths, type Strategy, type Subresource } from '../resource.ts';
import { isTrue } from './definition-conditions.ts';
import { rootSchema } from './root-schema.ts';
import { scaleRules } from './scale-rules.ts';
import { conversionRefused, createStoredReader } from './stored-form.ts';
import { compareVersions } from './version-order.ts';

/** The resources that a definition brings: one a served version, and none until its names are accepted. */
export function customResources(definition: CustomResourceDefinition): Resource[] {
  if (!isTrue(definition, 'Established')) return [];
  const { group, versions } = definition.spec;
  const storage = versions.find((version) => version.storage) ?? versions[0];
  return [...versions]
    .filter(({ served }) => served)
    .sort((left, right) => compareVersions(left.name, right.name))
    .map((version) => toResource(definition, version, `${group}/${storage?.name}`));
}

function toResource(definition: CustomResourceDefinition, version: CustomResourceDefinitionVersion, storedAs: string): Resource {
  const { spec, status } = definition;
  const { group } = spec;
  const names = status?.acceptedNames ?? spec.names;
  const scale = version.subresources?.scale;
  const apiVersion = `${group}/${version.name}`;
  const schema = schemaOnce(version);
  return {
    group,
    version: version.name,
    kind: names.kind,
    plural: spec.names.plural,
    singular: names.singular || names.kind.toLowerCase(),
    listKind: names.listKind || `${names.kind}List`,
    namespaced: spec.scope === 'Namespaced',
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    verbs: allVerbs,
    subresources: subresourcesOf(version),
    bucket: `${group}/${spec.names.plural}`,
    storedAs,
    custom: true,
    schema,
    columns: customColumns(version.additionalPrinterColumns ?? []),
    ...(scale && { scale: scalePaths(scale) }),
    ...(version.deprecated && { warning: version.deprecationWarning ?? deprecationOf(definition, version.name) }),
    strategy: strategyOf(definition, version, { apiVersion, storedAs, schema }),
  };
}

/** Names the version to use instead: the most stable one that is better. */
function deprecationOf({ spec }: CustomResourceDefinition, version: string): string {
  const better = spec.versions.filter(({ name, served, deprecated }) => served && !deprecated && compareVersions(name, version) < 0);
  const [best] = better.map(({ name }) => name).sort(compareVersions);
  const { group, names } = spec;
  const advice = best === undefined ? '' : `; use ${group}/${best} ${names.kind}`;
  return `${group}/${version} ${names.kind} is deprecated${advice}`;
}

/** Made when it is first needed: most definitions are installed and never used. */
function schemaOnce(version: CustomResourceDefinitionVersion): () => Schema {
  let schema: Schema | undefined;
  return () => {
    schema ??= rootSchema(version.schema?.openAPIV3Schema as Schema | undefined);
    return schema;
  };
}

function subresourcesOf({ subresources }: CustomResourceDefinitionVersion): Subresource[] {
  return [...(subresources?.status ? (['status'] as const) : []), ...(subresources?.scale ? (['scale'] as const) : [])];
}

function scalePaths(scale: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string }): ScalePaths {
  return {
    specReplicas: fieldsOf(scale.specReplicasPath),
    statusReplicas: fieldsOf(scale.statusReplicasPath),
    ...(scale.labelSelectorPath && { selector: fieldsOf(scale.labelSelectorPath) }),
  };
}

function fieldsOf(path: string): string[] {
  return path.split('.').filter((field) => field !== '');
}

interface Form {
  apiVersion: string;
  storedAs: string;
  schema(): Schema;
}

function strategyOf(definition: CustomResourceDefinition, version: CustomResourceDefinitionVersion, form: Form): Strategy {
  const { group, names, conversion } = definition.spec;
  const convertsByWebhook = conversion?.strategy === 'Webhook';
  const resource = { group, plural: names.plural, kind: names.kind };
  return {
    admit: (object) =>
      isTrue(definition, 'Terminating')
        ? forbidden(resource, object.metadata.name, 'create not allowed while custom resource definition is terminating')
        : undefined,
    fromStored: createStoredReader({ ...form, convertsByWebhook }),
    toStored: (object) => {
      if (form.apiVersion === form.storedAs) return object;
      if (convertsByWebhook) throw conversionRefused(object, form.storedAs);
      return { ...object, apiVersion: form.storedAs };
    },
    ...(version.subresources?.scale ? { validate: scaleRules(version.subresources.scale) } : {}),
    ...selectable(version),
  };
}

function selectable(version: CustomResourceDefinitionVersion): Strategy {
  const { selectableFields = [] } = typed<{ selectableFields?: { jsonPath: string }[] }>({ ...version });
  if (selectableFields.length === 0) return {};
  return {
    selectableFields: Object.fromEntries(
      selectableFields.map(({ jsonPath }) => {
        const path = fieldsOf(jsonPath);
        return [path.join('.'), (object) => String(path.reduce((value: unknown, field) => (value as never)?.[field], object) ?? '')];
      }),
    ),
  };
}
