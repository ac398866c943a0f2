import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { customResourceDefinitions } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { definitionOf, kindOf, withSpec } from '../../../contract/custom-definitions.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { noPods } from '../../../helpers/no-pods.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const schema = withSpec({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });

it('ends the deletion of a definition that a restart interrupted', async () => {
  await using place = await temporaryFolder();
  const options = { storage: join(place.path, 'sandbox.db'), clock: systemClock, log: silentLog, podRuntime: noPods };
  const definition = definitionOf({ kind: 'Held', versions: { v1: { schema } } });
  const name = definition.metadata?.name ?? '';
  const key = { namespace: 'default', name: 'a' };
  const before = createApiServer(options);
  await before.cluster().create(customResourceDefinitions, definition);
  await before.cluster().create(kindOf(definition), { metadata: { ...key, finalizers: ['example.com/wait'] } });
  await before.cluster().delete(customResourceDefinitions, { name });
  await before.close();
  const after = createApiServer(options);
  await after.cluster().patch(kindOf(definition), key, { type: 'merge', body: { metadata: { finalizers: null } } });
  await eventually(() =>
    after
      .cluster()
      .get(customResourceDefinitions, { name })
      .then(
        () => false,
        () => true,
      ),
  );
  await after.close();
});

it('tells watchers of a deletion in the order in which it happened', async () => {
  const server = createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime: noPods });
  const cluster = server.cluster();
  const definition = definitionOf({ kind: 'Seen', versions: { v1: { schema } } });
  const { metadata } = await cluster.create(customResourceDefinitions, definition);
  await cluster.delete(customResourceDefinitions, { name: metadata.name });
  const events: string[] = [];
  for await (const event of cluster.watch(customResourceDefinitions, { resourceVersion: metadata.resourceVersion, timeoutSeconds: 5 })) {
    if (event.type !== 'BOOKMARK') events.push(event.type);
    if (event.type === 'DELETED') break;
  }
  await server.close();
  expect(events).toEqual(['MODIFIED', 'MODIFIED', 'DELETED']);
});

it('says that it calls no webhooks where one would have to convert', async () => {
  const server = createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime: noPods });
  const cluster = server.cluster();
  const definition = definitionOf({ kind: 'Converted', versions: { v1: { schema }, v2: { schema } } });
  const webhook = { clientConfig: { url: 'https://example.com/convert' }, conversionReviewVersions: ['v1'] };
  Object.assign(definition.spec, { conversion: { strategy: 'Webhook', webhook } });
  await cluster.create(customResourceDefinitions, definition);
  await cluster.create(kindOf(definition), { metadata: { namespace: 'default', name: 'a' }, spec: { a: 1 } });
  expect(await cluster.get(kindOf(definition), { namespace: 'default', name: 'a' })).toMatchObject({ spec: { a: 1 } });
  const asked = cluster.get(kindOf(definition, 'v2'), { namespace: 'default', name: 'a' });
  await expect(asked).rejects.toMatchObject({ code: 500, message: expect.stringContaining('the sandbox calls no webhooks') });
  await server.close();
});
