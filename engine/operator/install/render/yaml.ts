import { stringify } from 'yaml';
import type { KubernetesObject } from '../../../../clusters/objects.ts';

/** One YAML text of all objects, in their order, for `kubectl apply --server-side -f`. */
export function renderYaml(objects: readonly KubernetesObject[]): string {
  return objects.map(yamlOf).join('---\n');
}

/** As kubectl and Helm read it: to them a namespace called `on` is a truth value unless it is quoted, as it was in YAML 1.1. */
export function yamlOf(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
