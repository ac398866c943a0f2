import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type BuiltInKind, builtInKinds } from '../../../clusters/sandbox/api/builtin/kinds.ts';
import { openApiFile } from '../../../clusters/sandbox/api/openapi/kubernetes-schemas.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractTopic } from '../contract.ts';
import { widgets } from '../objects.ts';

interface Document {
  paths: Record<string, Record<string, { 'x-kubernetes-action'?: string; 'x-kubernetes-group-version-kind'?: object }>>;
  components: { schemas: Record<string, object> };
}

const ACTIONS: Record<string, [place: 'collection' | 'object', method: string, action: string]> = {
  list: ['collection', 'get', 'list'],
  create: ['collection', 'post', 'post'],
  deletecollection: ['collection', 'delete', 'deletecollection'],
  get: ['object', 'get', 'get'],
  update: ['object', 'put', 'put'],
  patch: ['object', 'patch', 'patch'],
  delete: ['object', 'delete', 'delete'],
};

export const openApiContract: ContractTopic = {
  name: 'openapi',
  overHttpOnly: true,
  declare(context) {
    const { itOverHttp } = context;
    const get = async <Body>(path: string) => (await context.raw({ path })).json<Body>();
    const read = async (path: string): Promise<Document> => {
      const { paths } = await get<{ paths: Record<string, { serverRelativeURL: string }> }>('/openapi/v3');
      return get<Document>(paths[path]?.serverRelativeURL ?? '/nothing');
    };

    itOverHttp('publishes the schemas of all kinds of a group', async () => {
      const { schemas } = JSON.parse(readFileSync(openApiFile, 'utf8')) as { schemas: Record<string, object> };
      for (const path of ['apis/apps/v1', 'apis/autoscaling/v2', 'apis/networking.k8s.io/v1']) {
        const { components } = await read(path);
        // The options of requests are published for the kinds of one document only.
        const own = Object.entries(components.schemas).filter(([name]) => !name.includes('.meta.v1.'));
        for (const [name, schema] of own) expect(schema, name).toEqual(schemas[name]);
        expect(Object.keys(components.schemas)).toContain('io.k8s.apimachinery.pkg.apis.meta.v1.Status');
      }
    });

    for (const [path, kinds] of Map.groupBy(builtInKinds, pathOf)) {
      itOverHttp(`publishes the paths of ${path}, and what may be done there`, async () => {
        const { paths } = await read(path);
        for (const kind of kinds) checkOperations(paths, kind);
      });
    }

    itOverHttp('publishes a custom kind as its definition describes it', async () => {
      const path = `apis/${widgets.group}/v1`;
      const document = await eventually(async () => {
        const { paths } = await get<{ paths: Record<string, object> }>('/openapi/v3');
        return paths[path] && read(path);
      });
      const name = `${widgets.group.split('.').reverse().join('.')}.v1.Widget`;
      expect(document.components.schemas[name]).toMatchObject({
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          metadata: { allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }] },
          spec: { properties: { model: { type: 'string', minLength: 1 } } },
        },
        'x-kubernetes-group-version-kind': [{ group: widgets.group, version: 'v1', kind: 'Widget' }],
      });
      expect(Object.keys(document.components.schemas)).toContain(`${name}List`);
      expect(Object.keys(document.paths)).toContain(`/${path}/namespaces/{namespace}/widgets/{name}/status`);
    });

    itOverHttp('publishes everything in the older form too', async () => {
      const { headers, text } = await context.raw({ path: '/openapi/v2' });
      expect(headers['content-type']).toContain('application/json');
      const document = JSON.parse(text) as {
        swagger: string;
        definitions: Record<string, { properties?: object }>;
        paths: Record<string, object>;
      };
      expect(document.swagger).toBe('2.0');
      expect(document.definitions['io.k8s.api.apps.v1.Deployment']?.properties).toMatchObject({
        metadata: { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
        spec: { $ref: '#/definitions/io.k8s.api.apps.v1.DeploymentSpec' },
      });
      expect(document.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}']).toMatchObject({
        get: {
          'x-kubernetes-action': 'get',
          responses: { 200: { schema: { $ref: '#/definitions/io.k8s.api.apps.v1.Deployment' } } },
        },
      });
    });

    itOverHttp('leads from the address of an older document to that of the present one', async () => {
      const { code, headers } = await context.raw({ path: '/openapi/v3/apis/apps/v1?hash=OLD' });
      expect(code).toBe(301);
      expect((await context.raw({ path: String(headers.location) })).code).toBe(200);
      expect((await context.raw({ path: '/openapi/v3/apis/nothing.example.com/v1' })).code).toBe(404);
    });
  },
};

function pathOf({ group, version }: BuiltInKind): string {
  return group ? `apis/${group}/${version}` : `api/${version}`;
}

function checkOperations(paths: Document['paths'], found: BuiltInKind): void {
  const { group, version, kind, plural, namespaced, verbs, subresources } = found;
  const collection = `/${pathOf(found)}${namespaced ? '/namespaces/{namespace}' : ''}/${plural}`;
  for (const verb of verbs.filter((one) => one !== 'watch')) {
    const [place, method, action] = ACTIONS[verb] ?? ['collection', '', ''];
    const operation = paths[place === 'object' ? `${collection}/{name}` : collection]?.[method];
    expect([collection, verb, operation?.['x-kubernetes-action']]).toEqual([collection, verb, action]);
    expect(operation?.['x-kubernetes-group-version-kind']).toEqual({ group, version, kind });
  }
  for (const { name } of subresources) expect(Object.keys(paths)).toContain(`${collection}/{name}/${name}`);
}
