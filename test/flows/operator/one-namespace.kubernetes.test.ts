/** The operator and the gateway of people who administer one namespace and nothing else. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { deployments } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import { installCustomResources } from '../../../engine/operator/install-custom-resources.ts';
import { gatewayProgram } from '../../engine/gateway/gateway-program.ts';
import { type EndpointWorld, endpointWorld, patience } from '../../helpers/endpoint-world.ts';
import { eventually } from '../../helpers/eventually.ts';
import { controlPlaneSubject, type FlowCluster } from '../../helpers/flow-clusters.ts';
import { operatorProgram } from '../../helpers/operator-program.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { grant, writeKubeconfigAs } from './account.ts';

const { name, skip, open } = controlPlaneSubject;
describe.skipIf(skip !== undefined)(`with rights in one namespace alone, on ${name}`, () => {
  const started = new AsyncDisposableStack();
  let opened: FlowCluster;
  let folder: string;

  beforeAll(async () => {
    opened = started.use(await open());
    folder = started.use(await temporaryFolder()).path;
    await installCustomResources({ cluster: opened.cluster, clock: systemClock, log: silentLog });
  });
  afterAll(() => started.disposeAsync());

  /** The kubeconfig of an account that may do all in the namespace. */
  async function accountOf({ namespace }: EndpointWorld): Promise<string> {
    const account = { name: 'slipway-operator', namespace };
    await grant(opened.cluster, account, 'own namespace', [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]);
    const path = join(folder, namespace);
    await writeKubeconfigAs(account, { from: opened.kubeconfigPath, to: path });
    return path;
  }

  it('the operator makes what an endpoint there needs, and reads nothing elsewhere; the gateway serves its Routes alone', async () => {
    await using here = await endpointWorld(opened.cluster);
    await using elsewhere = await endpointWorld(opened.cluster);
    const kubeconfig = await accountOf(here);
    const { namespace } = here;
    await using operator = operatorProgram(kubeconfig, ['--leader-elect', '--namespace', namespace, '--watch-namespace', namespace]);
    await using gateway = gatewayProgram(['--kubeconfig', kubeconfig, '--watch-namespace', namespace]);
    await elsewhere.create('other', { hardware: 'MI300X' });
    await here.create('demo', { hardware: 'MI300X' });
    const { status } = await here.until('demo', 'Ready');
    expect(status?.phase).toBe('Running');
    expect((await opened.cluster.get(deployments, here.key('demo'))).spec?.template.spec?.nodeSelector).toBeUndefined();
    const url = await gateway.ready;
    const served = await eventually(async () => {
      const { data } = (await (await fetch(`${url}/v1/models`)).json()) as { data: { id: string }[] };
      return data.length === 2 && data.map(({ id }) => id);
    }, patience);
    expect(served).toContain('demo');
    expect((await elsewhere.cluster.list(deployments, { namespace: elsewhere.namespace })).items).toEqual([]);
    // Nodes were asked for once, and refused.
    expect(operator.said().match(/forbidden/gi)).toBeNull();
    expect(operator.said()).toContain('nodes may not be listed');
    expect(gateway.said()).not.toMatch(/forbidden/i);
  }, 90_000);
});
