import { expect } from 'vitest';
import { configMaps } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf } from '../objects.ts';

const form = (as: string) => `application/json;as=${as};v=v1;g=meta.k8s.io`;

interface Table {
  kind: string;
  rows: { cells: unknown[]; object?: { kind: string; metadata: { name: string }; data?: object } }[];
}

/** In which form objects are wanted: as they are, as a table, or their metadata alone. */
export const formsContract: ContractTopic = {
  name: 'forms',
  overHttpOnly: true,
  declare(context) {
    const { itOverHttp } = context;
    const collection = () => `/api/v1/namespaces/${context.namespace}/configmaps`;
    const read = (path: string, accept: string) => context.raw({ path, headers: { accept } });

    itOverHttp('gives a table whose rows carry what is asked for', async () => {
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'in-a-table', { a: 'b' }));
      const path = `${collection()}?fieldSelector=metadata.name=in-a-table`;
      const kinds = { Metadata: 'PartialObjectMetadata', Object: 'ConfigMap', None: undefined };
      for (const [include, kind] of Object.entries(kinds)) {
        const { rows } = (await read(`${path}&includeObject=${include}`, form('Table'))).json<Table>();
        expect([rows[0]?.cells.slice(0, 2), rows[0]?.object?.kind]).toEqual([['in-a-table', 1], kind]);
      }
      const { rows } = (await read(path, form('Table'))).json<Table>();
      expect(rows[0]?.object).toMatchObject({
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { name: 'in-a-table' },
      });
      expect(rows[0]?.object?.data).toBeUndefined();
    });

    itOverHttp('refuses rows that carry something else', async () => {
      const { code, text } = await read(`${collection()}?includeObject=Everything`, form('Table'));
      expect(code).toBe(400);
      expect(JSON.parse(text).message).toBe(
        `Unable to convert to Table as requested: includeObject: Invalid value: "Everything": must be 'Metadata', 'Object', 'None', or empty`,
      );
    });

    itOverHttp('gives the metadata of one object, and of a list', async () => {
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'by-metadata', { a: 'b' }));
      const one = (await read(`${collection()}/by-metadata`, form('PartialObjectMetadata'))).json();
      expect(Object.keys(one).sort()).toEqual(['apiVersion', 'kind', 'metadata']);
      const list = (await read(collection(), form('PartialObjectMetadataList'))).json<{ kind: string; items: object[] }>();
      expect(list).toMatchObject({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' });
      expect(list.items).toContainEqual(one);
    });

    itOverHttp('refuses the metadata of a list as that of an object, and the reverse', async () => {
      const list = await read(collection(), form('PartialObjectMetadata'));
      expect([list.code, list.json()['message']]).toEqual([
        406,
        'you requested PartialObjectMetadata, but the requested object is a list (*core.ConfigMapList)',
      ]);
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'not-a-list'));
      const one = await read(`${collection()}/not-a-list`, form('PartialObjectMetadataList'));
      expect([one.code, one.json()['message']]).toEqual([
        406,
        'you requested PartialObjectMetadataList, but the requested object is not a list (*core.ConfigMap)',
      ]);
    });

    itOverHttp('takes the first form of several that it knows', async () => {
      const accept = ['application/vnd.example+json', form('Table'), 'application/json'].join(',');
      expect((await read(collection(), accept)).json()['kind']).toBe('Table');
    });
  },
};
