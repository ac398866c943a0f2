import { execa } from 'execa';
import { expect, it } from 'vitest';
import { asUser } from '../../helpers/as-user.ts';
import { controlPlaneSubject } from '../../helpers/flow-clusters.ts';
import { commandWorld, namesOf, noControlPlane } from './command-world.ts';

const install = ['install', '--registry', 'registry.example.com/slipway', '--yes', '--cluster'];

/** As an older release of another project would leave it: the name is taken, and our version is not served. */
const foreign = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'aimendpoints.aim.engine.amd.com', labels: { 'app.kubernetes.io/managed-by': 'Helm' } },
  spec: {
    group: 'aim.engine.amd.com',
    scope: 'Namespaced',
    names: { plural: 'aimendpoints', singular: 'aimendpoint', kind: 'AIMEndpoint', listKind: 'AIMEndpointList' },
    versions: [{ name: 'v0old', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

it.skipIf(noControlPlane)(
  'an installation that cannot be is refused with each reason and what to do, exit code 3, and nothing is made',
  async () => {
    await using others = await controlPlaneSubject.open();
    const kubectl = (words: string[], input = '') => execa('kubectl', ['--kubeconfig', others.kubeconfigPath, ...words], { input });
    await kubectl(['create', 'clusterrolebinding', 'looks', '--clusterrole', 'view', '--user', 'somebody']);
    await using kubeconfig = await asUser(others.kubeconfigPath, 'somebody');
    await using world = await commandWorld(kubeconfig.path, { serve: false });

    const forbidden = await world.slipway([...install, 'lab', '--json']);
    expect(forbidden.exitCode).toBe(3);
    expect(JSON.parse(forbidden.stdout).error).toMatchObject({
      code: 'refused',
      message: 'Slipway cannot be installed into lab like this.',
    });
    expect(forbidden.stderr).toContain(
      'CustomResourceDefinition aimendpoints.aim.engine.amd.com: You may not create customresourcedefinitions.',
    );
    expect(forbidden.stderr).toContain('Ask an administrator for a ClusterRole with the rule apiGroups: ["apiextensions.k8s.io"]');

    await kubectl(['create', '-f', '-'], JSON.stringify(foreign));
    await world.slipway(['cluster', 'attach', 'own', '--kubeconfig', others.kubeconfigPath]);
    const taken = await world.slipway([...install, 'own']);
    expect(taken.stderr).toMatch(/refuse {2}CustomResourceDefinition aimendpoints\.aim\.engine\.amd\.com: /);
    expect(taken.stderr).toContain('Nothing was changed. Mend what is listed, and try again.');
    expect({ out: taken.stdout, code: taken.exitCode }).toEqual({ out: '', code: 3 });
    expect(await namesOf(others.cluster)).not.toContain('slipway-system');
  },
  180_000,
);
