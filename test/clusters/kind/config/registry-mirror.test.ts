import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KindConfig } from '../../../../clusters/kind/config/kind-config.ts';
import { registryHosts, withRegistryMirror, writeRegistryHosts } from '../../../../clusters/kind/config/registry-mirror.ts';
import { validateKindConfig } from '../../../../clusters/kind/config/validate-kind-config.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const bare: KindConfig = { kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4' };
const mirror = { registry: 'localhost:5001', endpoint: 'http://registry:5000', folder: '/srv/mirrors' };

test('every node gets the mirror’s file, also the one that is not written', () => {
  const config = withRegistryMirror(
    { ...bare, nodes: [{ role: 'control-plane', extraMounts: [{ hostPath: '/a', containerPath: '/b' }] }, { role: 'worker' }] },
    mirror,
  );
  const mount = { hostPath: '/srv/mirrors/localhost_5001_', containerPath: '/etc/containerd/certs.d/localhost_5001_', readOnly: true };
  expect(config.nodes).toEqual([
    { role: 'control-plane', extraMounts: [{ hostPath: '/a', containerPath: '/b' }, mount] },
    { role: 'worker', extraMounts: [mount] },
  ]);
  expect(withRegistryMirror(bare, mirror).nodes).toHaveLength(1);
});

test('several mirrors live together, and the same one twice is one', () => {
  const once = withRegistryMirror(withRegistryMirror(bare, mirror), { ...mirror, registry: 'docker.io' });
  expect(withRegistryMirror(once, mirror).nodes?.[0]?.extraMounts).toHaveLength(2);
  expect(withRegistryMirror(once, mirror).containerdConfigPatches).toEqual(once.containerdConfigPatches);
  expect(validateKindConfig(withRegistryMirror(once, mirror))).toEqual([]);
});

test('the file asks the mirror first, then the registry itself', async () => {
  await using folder = await temporaryFolder();
  await writeRegistryHosts({ ...mirror, folder: folder.path, registry: 'docker.io' });
  expect(await readFile(join(folder.path, 'docker.io', 'hosts.toml'), 'utf8')).toBe(
    'server = "https://registry-1.docker.io"\n\n[host."http://registry:5000"]\n  capabilities = ["pull", "resolve"]\n',
  );
  expect(registryHosts(mirror)).toContain('server = "http://localhost:5001"');
});
