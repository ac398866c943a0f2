import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { ConfigMap } from 'kubernetes-types/core/v1.d.ts';
import type { KubernetesObject, ResourceKind } from '../../clusters/objects.ts';

/** A custom kind that only the contract suite uses. */
export interface Widget extends KubernetesObject {
  spec?: { model: string; replicas?: number; mode?: string };
  status?: { phase: string };
}

// A group of this process's own: suites run side by side on one cluster.
const group = `contract-${Math.random().toString(36).slice(2, 8)}.slipway.dev`;

export const widgets: ResourceKind<Widget> = {
  group,
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
};

export function widgetDefinition(): CustomResourceDefinition {
  const { kind, plural } = widgets;
  const openAPIV3Schema = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['model'],
        properties: {
          model: { type: 'string', minLength: 1 },
          replicas: { type: 'integer', minimum: 0, default: 1 },
          mode: { type: 'string', enum: ['a', 'b'] },
        },
      },
      status: { type: 'object', properties: { phase: { type: 'string' } } },
    },
  };
  return {
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural, kind },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, subresources: { status: {} } }],
    },
  };
}

/** A deployment of one container; `spec` adds or replaces fields, right or wrong ones. */
export function deploymentOf(name: string, namespace: string, spec: object = {}, container = 'main'): Deployment {
  return {
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: container, image: 'example:1' }] } },
      ...spec,
    },
  };
}

export function configMapOf(
  namespace: string,
  name: string,
  data: Record<string, string> = {},
  labels?: Record<string, string>,
): ConfigMap {
  return { metadata: { name, namespace, ...(labels && { labels }) }, data };
}
