import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { typed } from '../json.ts';
import type { Store } from '../storage/store.ts';

const DEFINITIONS = 'apiextensions.k8s.io/customresourcedefinitions';

/** When a definition goes, its objects go with it. */
export function removeInstancesWithDefinitions(store: Store): void {
  store.onChange(DEFINITIONS, ({ type, entry }) => {
    if (type !== 'DELETED') return;
    const { group, names } = typed<CustomResourceDefinition>(entry.object).spec;
    const bucket = `${group}/${names.plural}`;
    for (const { key } of [...store.list(bucket)]) store.remove(bucket, key);
  });
}
