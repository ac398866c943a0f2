import { expect } from 'vitest';
import { deployments } from '../../../clusters/kinds.ts';
import { type BuiltInKind, builtInKinds, notServed } from '../../../clusters/sandbox/api/builtin/kinds.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractTopic } from '../contract.ts';
import { widgets } from '../objects.ts';

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

interface Described {
  name: string;
  storageVersionHash?: string;
}

export const discoveryContract: ContractTopic = {
  name: 'discovery',
  declare(context) {
    const { it, itOverHttp } = context;
    const get = async <Body>(path: string, accept = 'application/json') => (await context.raw({ path, headers: { accept } })).json<Body>();

    it('says its release', async () => {
      expect(await context.cluster.version()).toMatch(/^v1\.\d+\.\d+/);
    });

    it('discovers built-in and custom kinds', async () => {
      const kinds = await eventually(async () => {
        const found = await context.cluster.discover();
        return found.some(({ kind }) => kind === 'Widget') && found;
      });
      const { group, version, kind, plural, namespaced } = deployments;
      expect(kinds).toContainEqual({ group, version, kind, plural, namespaced });
      expect(kinds).toContainEqual({ ...widgets });
      expect(kinds.map((found) => found.plural)).not.toContain('selfsubjectaccessreviews');
    });

    for (const [groupVersion, kinds] of Map.groupBy(builtInKinds, groupVersionOf)) {
      itOverHttp(`describes all resources of ${groupVersion}`, async () => {
        const { resources } = await get<{ resources: Described[] }>(pathOf(groupVersion));
        const served = resources.filter(({ name }) => !Object.hasOwn(notServed, name));
        expect(served.map(({ storageVersionHash: _hash, ...resource }) => resource)).toEqual(kinds.flatMap(describeKind));
      });
    }

    itOverHttp('tells the stored version of a kind by the hash that real servers have', async () => {
      const { resources } = await get<{ resources: Described[] }>('/apis/autoscaling/v1');
      expect(resources[0]?.storageVersionHash).toBe('qwQve8ut294=');
      const core = await get<{ resources: Described[] }>('/api/v1');
      expect(core.resources.find(({ name }) => name === 'configmaps')?.storageVersionHash).toBe('qFsyl6wFWjQ=');
    });

    itOverHttp('names the groups in the order of their importance, custom ones last', async () => {
      const { groups } = await get<{ groups: { name: string; preferredVersion: { version: string } }[] }>('/apis');
      const builtIn = [...new Set(builtInKinds.map(({ group }) => group))].filter((group) => group !== '');
      const names = groups.map(({ name }) => name);
      expect(names.slice(0, builtIn.length)).toEqual(builtIn);
      expect(names.slice(builtIn.length)).toContain(widgets.group);
      expect(groups.find(({ name }) => name === 'autoscaling')?.preferredVersion.version).toBe('v2');
    });

    itOverHttp('says the same in one document', async () => {
      const { items } = await get<{ items: AggregatedGroup[] }>('/apis', AGGREGATED);
      const apps = items.find(({ metadata }) => metadata.name === 'apps')?.versions[0];
      const deployment = apps?.resources.find(({ resource }) => resource === 'deployments');
      expect(deployment).toEqual({
        resource: 'deployments',
        responseKind: { group: '', version: '', kind: 'Deployment' },
        scope: 'Namespaced',
        singularResource: 'deployment',
        verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
        shortNames: ['deploy'],
        categories: ['all'],
        subresources: [
          { subresource: 'scale', responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' }, verbs: ['get', 'patch', 'update'] },
          { subresource: 'status', responseKind: { group: '', version: '', kind: 'Deployment' }, verbs: ['get', 'patch', 'update'] },
        ],
      });
      const custom = items.find(({ metadata }) => metadata.name === widgets.group)?.versions[0]?.resources[0];
      expect(custom).toMatchObject({
        responseKind: { group: widgets.group, version: 'v1', kind: 'Widget' },
        verbs: ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
      });
    });
  },
};

interface AggregatedGroup {
  metadata: { name: string };
  versions: { resources: { resource: string }[] }[];
}

function groupVersionOf({ group, version }: BuiltInKind): string {
  return group ? `${group}/${version}` : version;
}

function pathOf(groupVersion: string): string {
  return groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
}

/** A kind and its subresources as discovery describes them. */
function describeKind({ plural, singular, namespaced, kind, verbs, shortNames, categories, subresources }: BuiltInKind): object[] {
  const lists = { ...(shortNames.length > 0 && { shortNames }), ...(categories.length > 0 && { categories }) };
  const main = { name: plural, singularName: singular, namespaced, kind, verbs, ...lists };
  return [main, ...subresources.map(({ name, ...rest }) => ({ ...rest, name: `${plural}/${name}`, singularName: '', namespaced }))];
}
