import { expect, it } from 'vitest';
import { configMaps } from '../../../../clusters/kinds.ts';
import { connectToApi } from '../../../helpers/api-connection.ts';
import { serve } from './serving.ts';

it.each([31, 32, 33, 200])('a list of %i objects arrives whole and in order', async (count) => {
  await using serving = await serve();
  const { ca, clientCertificate: cert, clientKey: key } = serving.certificates;
  using connection = connectToApi({ server: serving.url, ca, cert, key }, 1);
  const names = Array.from({ length: count }, (_, index) => `map-${String(index).padStart(4, '0')}`);
  for (const name of names) await serving.cluster.create(configMaps, { metadata: { namespace: 'default', name } });
  const { text } = await connection.send({ path: '/api/v1/namespaces/default/configmaps' });
  const { kind, items } = JSON.parse(text) as { kind: string; items: { metadata: { name: string } }[] };
  expect([kind, items.map(({ metadata }) => metadata.name)]).toEqual(['ConfigMapList', names]);
});
