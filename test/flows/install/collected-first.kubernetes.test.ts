import { expect, test } from 'vitest';
import { configMaps, customResourceDefinitions } from '../../../clusters/kinds.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';
import { aimEndpoints, everythingOfOurs, install, installationWorld, makeEndpoint } from './installation-world.ts';

const everything = { deleteKinds: true, deleteModels: true };
const child = { namespace: 'default', name: 'child' };

// The cluster collects nothing whose owner's kind it does not know: an uninstall that was fast left it for ever.
test.skipIf(kubernetesForTests === undefined)(
  'an uninstall takes the definitions only when what was made for models is collected',
  async () => {
    await using world = await installationWorld();
    const { cluster, installer } = world;
    await install(world);
    await makeEndpoint(cluster);
    const [owner] = (await cluster.list(aimEndpoints)).items;
    const { apiVersion = '', kind = '', metadata } = owner ?? { metadata: { name: '', uid: '' } };
    await cluster.create(configMaps, {
      metadata: {
        ...child,
        labels: { 'app.kubernetes.io/managed-by': 'slipway' },
        finalizers: ['example.com/slow'],
        ownerReferences: [{ apiVersion, kind, name: metadata.name, uid: metadata.uid }],
      },
    });
    const said: string[] = [];
    const removal = installer.remove(everything, { onProgress: ({ message }) => said.push(message) });
    await eventually(() => said.some((line) => line.includes('has collected what ran for models: ConfigMap default/child')), {
      timeoutMs: 60_000,
    });
    expect((await cluster.list(customResourceDefinitions)).items.map((each) => each.metadata.name)).toContain(
      'aimendpoints.aim.engine.amd.com',
    );
    await cluster.patch(configMaps, child, { type: 'merge', body: { metadata: { finalizers: null } } });
    await removal;
    await installer.verifyRemoved(everything);
    expect(await everythingOfOurs(cluster)).toEqual([]);
  },
  180_000,
);
