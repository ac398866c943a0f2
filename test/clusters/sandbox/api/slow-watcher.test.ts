import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { configMaps } from '../../../../clusters/kinds.ts';
import { connectToApi } from '../../../helpers/api-connection.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { serve } from './serving.ts';

const key = { namespace: 'default', name: 'large' };
const changes = 60;
const lineEnd = '\n'.charCodeAt(0);

it('a watcher that does not read is cut off before it costs more than some megabytes, and others go on', async () => {
  await using serving = await serve();
  const { ca, clientCertificate: cert, clientKey } = serving.certificates;
  using connection = connectToApi({ server: serving.url, ca, cert, key: clientKey }, 2);
  await serving.cluster.create(configMaps, { metadata: key });
  const { resourceVersion } = await serving.cluster.list(configMaps, { namespace: 'default' });
  const path = `/api/v1/namespaces/default/configmaps?watch=1&resourceVersion=${resourceVersion}`;
  const slow = await connection.open({ path });
  const quick = await connection.open({ path: `${path}&timeoutSeconds=600` });
  let heard = 0;
  quick.on('data', (chunk: Buffer) => {
    heard += chunk.filter((byte) => byte === lineEnd).length;
  });

  for (let change = 0; change < changes; change++) {
    const data = { padding: String(change % 10).repeat(900_000) };
    await serving.cluster.patch(configMaps, key, { type: 'merge', body: { data } });
    // The one reader keeps up; the other never will.
    await eventually(() => heard === change + 1, { intervalMs: 1 });
  }
  const told = (await text(slow)).split('\n').filter((line) => line !== '').length;
  expect(told).toBeLessThan(changes);
  expect(heard).toBe(changes);
  quick.destroy();
});
