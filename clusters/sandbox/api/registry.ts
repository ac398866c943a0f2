import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { builtInResources } from './builtin/resources.ts';
import { customResources } from './custom/custom-resources.ts';
import { typed } from './json.ts';
import type { Resource } from './resource.ts';
import type { Store } from './storage/store.ts';

/** What is served at present: the built-in resources and those of all custom resource definitions. */
export interface Registry {
  /** Undefined where nothing of that name is served. */
  find(group: string, version: string, plural: string): Resource | undefined;
  /** In the order of discovery; a group's preferred version first. */
  all(): readonly Resource[];
  /** Whether anything is served under a group's name. */
  hasGroup(group: string): boolean;
  /** Changes whenever what is served changes. */
  readonly revision: number;
}

/** A registry that follows the definitions in the store. */
export function createRegistry(store: Store): Registry {
  const builtIn = builtInResources();
  const byDefinition = new Map<string, Resource[]>();
  let byName = new Map<string, Resource>();
  let groups = new Set<string>();
  let revision = 0;

  function index(): void {
    byName = new Map([...builtIn, ...[...byDefinition.values()].flat()].map((resource) => [nameOf(resource), resource]));
    groups = new Set([...byName.values()].map(({ group }) => group));
    revision += 1;
  }

  for (const { key, object } of store.list(DEFINITIONS)) byDefinition.set(key, customResources(typed<CustomResourceDefinition>(object)));
  index();
  store.onChange(DEFINITIONS, ({ type, entry }) => {
    const resources = customResources(typed<CustomResourceDefinition>(entry.object));
    if (type === 'ADDED') for (const { bucket } of resources) store.begin(bucket);
    if (type === 'DELETED') byDefinition.delete(entry.key);
    else byDefinition.set(entry.key, resources);
    index();
  });

  return {
    find: (group, version, plural) => byName.get(nameOf({ group, version, plural })),
    all: () => [...byName.values()],
    hasGroup: (group) => groups.has(group),
    get revision() {
      return revision;
    },
  };
}

const DEFINITIONS = 'apiextensions.k8s.io/customresourcedefinitions';

function nameOf({ group, version, plural }: Pick<Resource, 'group' | 'version' | 'plural'>): string {
  return `${group}/${version}/${plural}`;
}
