import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../engine/store/store.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const record = (at: number) => ({
  at,
  cluster: 'sandbox',
  objects: [{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: `c${at}`, outcome: 'created' as const }],
  yaml: 'kind: ConfigMap',
});

describe('the store', () => {
  it('keeps settings and applies over a reopening', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const first = openStore(file);
    first.setSetting('port.web', '4100');
    first.setSetting('port.web', '4200');
    first.recordApply(record(1));
    first.close();

    const second = openStore(file);
    expect(second.setting('port.web')).toBe('4200');
    expect(second.setting('port.gateway')).toBeNull();
    expect(second.applies(10)).toEqual([record(1)]);
    second.close();
  });

  it('gives applies latest first and forgets all but the last thousand', () => {
    const store = openStore(':memory:');
    for (let at = 1; at <= 1_005; at++) store.recordApply(record(at));
    expect(store.applies(2).map((apply) => apply.at)).toEqual([1_005, 1_004]);
    expect(store.applies(2_000)).toHaveLength(1_000);
    store.close();
  });

  it('says which file it is when the file is no store', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    await writeFile(file, 'not a database, but long enough to be looked at as one'.repeat(20));
    expect(() => openStore(file)).toThrow(`The store ${file} cannot be opened`);
  });
});
