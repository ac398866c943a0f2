/** The gateway's own program in front of a cluster where the operator makes Routes and controllers make EndpointSlices. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aimEndpoints } from '../../../engine/operator/kinds.ts';
import { ask, type GatewayProgram, gatewayProgram } from '../../engine/gateway/gateway-program.ts';
import { closedPort } from '../../engine/gateway/http-backend.ts';
import { createRoute, createService, routeTarget } from '../../engine/gateway/served-cluster.ts';
import { endpointWorld, patience, smallModel } from '../../helpers/endpoint-world.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { FlowCluster, FlowSubject } from '../../helpers/flow-clusters.ts';
import { operatorProgram } from '../../helpers/operator-program.ts';
import { outerAddress } from '../../helpers/outer-address.ts';
import { simulatorProgram } from '../../helpers/simulator-program.ts';

const onlyLoopback = outerAddress ? '' : ' (skipped: this machine has only loopback, which API servers refuse in slices)';

export function gatewayFlows({ name, skip, runsContainers, open }: FlowSubject): void {
  describe.skipIf(skip !== undefined)(`the gateway's program on ${name}${skip ? ` (skipped: ${skip})` : ''}`, () => {
    const started = new AsyncDisposableStack();
    let opened: FlowCluster;
    let gateway: GatewayProgram;
    let url: string;

    beforeAll(async () => {
      opened = started.use(await open());
      started.use(operatorProgram(opened.kubeconfigPath));
      gateway = started.use(gatewayProgram(['--kubeconfig', opened.kubeconfigPath]));
      url = await gateway.ready;
    });
    afterAll(() => started.disposeAsync());

    const modelsServed = async (): Promise<string[]> => {
      const { data } = (await (await fetch(`${url}/v1/models`)).json()) as { data: { id: string }[] };
      return data.map(({ id }) => id).sort();
    };

    it('lists what the operator routed, and no longer what was deleted', async () => {
      await using here = await endpointWorld(opened.cluster);
      await here.create('demo');
      await here.until('demo', 'Ready');
      await eventually(async () => (await modelsServed()).join() === [smallModel, 'demo'].join(), patience);
      await opened.cluster.delete(aimEndpoints, here.key('demo'));
      await eventually(async () => (await modelsServed()).length === 0, { timeoutMs: 100_000 });
    }, 120_000);

    it.skipIf(!runsContainers)(
      `streams the answer of the endpoint's pod${runsContainers ? '' : ' (skipped: no container runs here)'}`,
      async () => {
        await using here = await endpointWorld(opened.cluster);
        await here.create('demo');
        await here.until('demo', 'Ready');
        await eventually(async () => (await modelsServed()).includes('demo'), patience);
        expect(await streamedThrough(url, 'demo')).toMatchObject({ status: 200, last: 'data: [DONE]' });
      },
    );

    it.skipIf(outerAddress === undefined)(
      `answers 502, naming the address, where nobody listens behind an address${onlyLoopback}`,
      async () => {
        await using here = await endpointWorld(opened.cluster);
        const at = { namespace: here.namespace, address: outerAddress ?? '' };
        await createService(opened.cluster, 'gone', await closedPort(), at);
        await createRoute(opened.cluster, [routeTarget('gone')], { namespace: here.namespace, models: ['gone'] });
        await eventually(async () => (await modelsServed()).includes('gone'), patience);
        const answered = await eventually(async () => {
          const response = await ask(url, 'gone');
          return response.status === 502 && response.text();
        }, patience);
        expect(answered).toContain(`The model server at ${outerAddress}:`);
      },
    );

    it('answers 503, naming the Route, where no model server is ready', async () => {
      await using here = await endpointWorld(opened.cluster);
      await createRoute(opened.cluster, [routeTarget('nobody')], { namespace: here.namespace, models: ['empty'] });
      await eventually(async () => (await modelsServed()).includes('empty'), patience);
      const response = await ask(url, 'empty');
      expect(response.status).toBe(503);
      expect(await response.text()).toContain('0 of 0 ready');
    });

    it.skipIf(outerAddress === undefined)(
      `streams from a model server that an EndpointSlice written by hand names${onlyLoopback}`,
      async () => {
        await using here = await endpointWorld(opened.cluster);
        await using simulator = await simulatorProgram({ host: outerAddress ?? '', model: 'by-hand' });
        const at = { namespace: here.namespace, address: outerAddress ?? '' };
        await createService(opened.cluster, 'by-hand', simulator.port, at);
        await createRoute(opened.cluster, [routeTarget('by-hand')], { namespace: here.namespace, models: ['by-hand'] });
        await eventually(async () => (await ask(url, 'by-hand')).status !== 404, patience);
        const { status, chunks, last, backend } = await streamedThrough(url, 'by-hand');
        expect({ status, last, backend }).toEqual({ status: 200, last: 'data: [DONE]', backend: `${outerAddress}:${simulator.port}` });
        expect(chunks).toBeGreaterThan(3);
      },
    );
  });
}

async function streamedThrough(url: string, model: string) {
  const body = JSON.stringify({ model, stream: true, max_tokens: 16, messages: [{ role: 'user', content: 'Count.' }] });
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  const chunks = lines.filter((line) => line.startsWith('data: {')).length;
  return { status: response.status, chunks, last: lines.at(-1), backend: response.headers.get('x-slipway-backend') };
}
