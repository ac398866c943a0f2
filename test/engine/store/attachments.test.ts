import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AttachmentStore } from '../../../clusters/remote/attachments.ts';
import { openStore } from '../../../engine/store/store.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const prod = { name: 'prod', kubeconfig: '/home/me/prod.yaml', context: 'p', readOnly: true, namespace: 'team', simulated: false };
const usual = { name: 'a', kubeconfig: null, context: 'c', readOnly: false, namespace: null, simulated: true };

describe('attached clusters in the store', () => {
  it('are what remote clusters are remembered in, by name, the last word for each', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const first = openStore(file);
    const attachments: AttachmentStore = first.attachments;
    attachments.put({ ...prod, readOnly: false });
    attachments.put(usual);
    attachments.put(prod);
    first.close();
    const second = openStore(file);
    expect(second.attachments.list()).toEqual([usual, prod]);
    second.attachments.remove('prod');
    second.attachments.remove('prod');
    expect(second.attachments.list()).toEqual([usual]);
    second.close();
  });
});

describe('allowed programs in the store', () => {
  it('are kept once each, until they are taken back', () => {
    const store = openStore(':memory:');
    const consent = { context: 'p', kubeconfig: '', program: 'aws' };
    store.consents.put(consent);
    store.consents.put(consent);
    store.consents.put({ ...consent, program: 'gke' });
    expect(store.consents.list()).toEqual([consent, { ...consent, program: 'gke' }]);
    store.consents.remove(consent);
    store.consents.remove(consent);
    expect(store.consents.list()).toEqual([{ ...consent, program: 'gke' }]);
    store.close();
  });
});

describe('a new store', () => {
  it('is opened by several at once, each of which finds it whole', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const stores = Array.from({ length: 4 }, () => openStore(file));
    stores[0]?.setSetting('tool.kind', '/usr/bin/kind');
    expect(stores.map((store) => store.setting('tool.kind'))).toEqual(Array(4).fill('/usr/bin/kind'));
    stores[1]?.removeSetting('tool.kind');
    expect(stores[3]?.setting('tool.kind')).toBeNull();
    for (const store of stores) store.close();
    expect(existsSync(file)).toBe(true);
  });
});
