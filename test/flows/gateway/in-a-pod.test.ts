/** The gateway's program as a Deployment runs it: probed, told to end, and given time to leave. */
import { describe, expect, it } from 'vitest';
import { namespaces } from '../../../clusters/kinds.ts';
import { routes } from '../../../engine/gateway/routes-from-cluster.ts';
import { ask, gatewayProgram } from '../../engine/gateway/gateway-program.ts';
import { httpBackend } from '../../engine/gateway/http-backend.ts';
import { createRoute, createService, installRoutes, routeTarget, servedCluster } from '../../engine/gateway/served-cluster.ts';
import { patience } from '../../helpers/endpoint-world.ts';
import { eventually } from '../../helpers/eventually.ts';

describe("the gateway's program", () => {
  it('lives before it is ready: its probes answer while the API server is away', async () => {
    await using served = await servedCluster();
    await installRoutes(served.cluster());
    await served.stop();
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig]);
    const url = await eventually(() => /"url":"([^"]+)"/.exec(program.said())?.[1], patience);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const early = await fetch(`${url}/readyz`);
    expect({ status: early.status, text: await early.text() }).toEqual({ status: 503, text: 'routes are not loaded yet\n' });
    await served.start();
    await eventually(async () => (await fetch(`${url}/readyz`)).status === 200, patience);
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    // The names of before stay.
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
  }, 60_000);

  it('told to end, is ready no more at once, serves what still comes for a while, and then drains and ends', async () => {
    const finish = Promise.withResolvers<void>();
    await using backend = await httpBackend((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: a\n\n');
      void finish.promise.then(() => response.end('data: [DONE]\n\n'));
    });
    await using served = await servedCluster();
    await installRoutes(served.cluster());
    await createService(served.cluster(), 'stable', backend.port);
    await createRoute(served.cluster(), [routeTarget('stable')]);
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig, '--leave-seconds', '4', '--drain-seconds', '20']);
    const url = await program.ready;
    const startedAt = performance.now();
    program.process.kill('SIGTERM');
    const left = await eventually(async () => {
      const response = await fetch(`${url}/readyz`);
      return response.status === 503 && response.text();
    });
    expect(left).toBe('draining\n');
    // A client that has not heard yet, on a new connection.
    const late = await ask(url);
    expect(late.status).toBe(200);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await eventually(() =>
      fetch(`${url}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(4000);
    finish.resolve();
    expect(await late.text()).toBe('data: a\n\ndata: [DONE]\n\n');
    expect(await program.exited).toBe(0);
  });

  it('of one namespace serves the Routes there alone', async () => {
    await using backend = await httpBackend();
    await using served = await servedCluster();
    const cluster = served.cluster();
    await installRoutes(cluster);
    for (const [namespace, model] of [
      ['team-a', 'ours'],
      ['team-b', 'theirs'],
    ] as const) {
      await cluster.create(namespaces, { metadata: { name: namespace } });
      await createService(cluster, 'stable', backend.port, { namespace });
      await createRoute(cluster, [routeTarget('stable')], { namespace, models: [model] });
    }
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig, '--watch-namespace', 'team-a']);
    const url = await program.ready;
    expect((await ask(url, 'ours')).status).toBe(200);
    expect((await ask(url, 'theirs')).status).toBe(404);
    expect((await cluster.list(routes)).items).toHaveLength(2);
  });
});
