import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { pods } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { noPods } from '../../../helpers/no-pods.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const key = { namespace: 'default', name: 'old' };
const pod = {
  apiVersion: 'v1' as const,
  kind: 'Pod' as const,
  metadata: key,
  spec: { containers: [{ name: 'server', image: 'x', resources: { limits: { 'amd.com/gpu': '1' } } }] },
};

// A release that learned a default made every pod of the one before it unchangeable: its containers never started again.
describe('a pod that an earlier release stored without today’s defaults', () => {
  it('can be annotated, without counting as changed', async () => {
    await using folder = await temporaryFolder();
    const storage = join(folder.path, 'sandbox.db');
    await withServer(storage, (cluster) => cluster.create(pods, pod));
    forgetDefaults(storage);

    const patched = await withServer(storage, (cluster) =>
      cluster.patch(pods, key, { type: 'merge', body: { metadata: { annotations: { seen: 'yes' } } } }),
    );
    expect(patched.metadata.annotations).toEqual({ seen: 'yes' });
    expect(patched.metadata.generation).toBe(1);
    expect(patched.spec?.enableServiceLinks).toBe(true);
  });

  it('still keeps its fixed fields', async () => {
    await using folder = await temporaryFolder();
    const storage = join(folder.path, 'sandbox.db');
    await withServer(storage, (cluster) => cluster.create(pods, pod));
    forgetDefaults(storage);

    const change = withServer(storage, (cluster) => cluster.patch(pods, key, { type: 'merge', body: { spec: { hostNetwork: true } } }));
    await expect(change).rejects.toMatchObject({ code: 422, reason: 'Invalid' });
  });
});

type ApiServer = ReturnType<typeof createApiServer>;

async function withServer<T>(storage: string, work: (cluster: ReturnType<ApiServer['cluster']>) => Promise<T>): Promise<T> {
  const server = createApiServer({ storage, clock: systemClock, log: silentLog, podRuntime: noPods });
  try {
    return await work(server.cluster());
  } finally {
    await server.close();
  }
}

function forgetDefaults(storage: string): void {
  using database = new DatabaseSync(storage);
  const rows = database.prepare('SELECT bucket, key, text FROM objects WHERE text LIKE \'%"name":"old"%\'').all();
  expect(rows).toHaveLength(1);
  const row = rows[0] as { bucket: string; key: string; text: string };
  const object = JSON.parse(row.text) as { spec: { enableServiceLinks?: boolean; containers: { resources: { requests?: object } }[] } };
  delete object.spec.enableServiceLinks;
  for (const container of object.spec.containers) delete container.resources.requests;
  database.prepare('UPDATE objects SET text = ? WHERE bucket = ? AND key = ?').run(JSON.stringify(object), row.bucket, row.key);
}
