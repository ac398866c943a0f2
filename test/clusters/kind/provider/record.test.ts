import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRecordStore, type KindRecord } from '../../../../clusters/kind/provider/record.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const record: KindRecord = {
  name: 'dev',
  state: 'making',
  config: 'kind: Cluster\n',
  startedAt: '2026-01-01T00:00:00Z',
  step: '',
  maker: { pid: 1 },
};

describe('records of kind clusters', () => {
  it('are none where the folder is not there yet', async () => {
    await using folder = await temporaryFolder();
    const store = createRecordStore(join(folder.path, 'later'), silentLog);
    expect(await store.list()).toEqual([]);
    expect(await store.find('dev')).toBeUndefined();
  });

  it('come back as they were written, in the order of their names', async () => {
    await using folder = await temporaryFolder();
    const store = createRecordStore(folder.path, silentLog);
    await store.write(record);
    await store.write({ ...record, name: 'a', state: 'made', containers: ['1'] });
    expect(await store.list()).toEqual([{ ...record, name: 'a', state: 'made', containers: ['1'] }, record]);
  });

  it('are the last that was written, when writes overlap, and leave no other file', async () => {
    await using folder = await temporaryFolder();
    const store = createRecordStore(folder.path, silentLog);
    const changing = { ...record };
    const steps = Array.from({ length: 20 }, (_, step) => `step ${step}`);
    await Promise.all(steps.map((step) => store.write(Object.assign(changing, { step }))));
    expect((await store.find('dev'))?.step).toBe('step 19');
    expect(await readdir(join(folder.path, 'dev'))).toEqual(['record.json']);
  });

  it('can be claimed once', async () => {
    await using folder = await temporaryFolder();
    const claims = await Promise.allSettled([1, 2, 3].map(() => createRecordStore(folder.path, silentLog).claim(record)));
    const refused = claims.filter((claim) => claim.status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused[0]?.reason).toMatchObject({ refusal: 'AlreadyThere', message: expect.stringContaining('"dev" is being made') });
  });

  it('that cannot be read are of a cluster that is half made, and a folder without one is none', async () => {
    await using folder = await temporaryFolder();
    for (const name of ['broken', 'failed']) await mkdir(join(folder.path, name));
    await writeFile(join(folder.path, 'broken', 'record.json'), '{"name": "bro');
    await writeFile(join(folder.path, 'failed', 'create.log'), 'ERROR');
    expect(await createRecordStore(folder.path, silentLog).list()).toEqual([expect.objectContaining({ name: 'broken', state: 'making' })]);
  });
});
