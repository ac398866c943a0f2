import { describe, expect, it } from 'vitest';
import { endpointSlices } from '../../../clusters/kinds.ts';
import { routes } from '../../../engine/gateway/routes-from-cluster.ts';
import { eventually } from '../../helpers/eventually.ts';
import { ask, gatewayProgram } from './gateway-program.ts';
import { closedPort, httpBackend } from './http-backend.ts';
import { createRoute, createService, installRoutes, moveService, routeTarget, servedCluster } from './served-cluster.ts';

/** A cluster whose Route `r` leads to one model server. */
async function clusterWithRoute(port: number) {
  const served = await servedCluster();
  const cluster = served.cluster();
  await installRoutes(cluster);
  await createService(cluster, 'stable', port);
  await createRoute(cluster, [routeTarget('stable')]);
  return served;
}

describe("the gateway's program on a cluster", () => {
  it('prints one line when it serves what the cluster has', async () => {
    await using backend = await httpBackend();
    await using served = await clusterWithRoute(backend.port);
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig]);
    const url = await program.ready;
    const response = await ask(url);
    expect(await response.json()).toEqual({ object: 'chat.completion', model: 'm' });
    expect(response.headers.get('x-slipway-route')).toBe('default/r');
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    expect(program.lines).toEqual([JSON.stringify({ ready: true, url })]);
  });

  it('becomes ready once its kind is installed', async () => {
    await using backend = await httpBackend();
    await using served = await servedCluster();
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig]);
    await eventually(() => program.said().includes('routes'));
    expect(program.lines).toEqual([]);
    const cluster = served.cluster();
    await installRoutes(cluster);
    await createService(cluster, 'stable', backend.port);
    await createRoute(cluster, [routeTarget('stable')]);
    const url = await program.ready;
    await eventually(async () => (await ask(url)).status === 200);
  });

  it('follows model servers that come, go and move', async () => {
    await using first = await httpBackend();
    await using second = await httpBackend();
    await using served = await clusterWithRoute(first.port);
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig]);
    const url = await program.ready;
    const backendNow = async () => (await ask(url)).headers.get('x-slipway-backend');
    expect(await backendNow()).toBe(`127.0.0.1:${first.port}`);
    await moveService(served.cluster(), 'stable', second.port);
    await eventually(async () => (await backendNow()) === `127.0.0.1:${second.port}`);
    await moveService(served.cluster(), 'stable', second.port, false);
    await eventually(async () => (await ask(url)).status === 503);
    await served.cluster().delete(endpointSlices, { namespace: 'default', name: 'stable-1' });
    await eventually(async () => (await (await ask(url)).text()).includes('0 of 0 ready'));
  });

  it('follows Routes that change and end', async () => {
    await using stable = await httpBackend();
    await using canary = await httpBackend();
    await using served = await clusterWithRoute(stable.port);
    const cluster = served.cluster();
    await createService(cluster, 'canary', canary.port);
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig]);
    const url = await program.ready;
    const key = { namespace: 'default', name: 'r' };
    const targets = [routeTarget('stable', 0), routeTarget('canary')];
    await cluster.patch(routes, key, { type: 'merge', body: { spec: { models: ['m', 'alias'], targets } } });
    await eventually(async () => (await ask(url, 'alias')).headers.get('x-slipway-target') === 'canary');
    await cluster.delete(routes, key);
    await eventually(async () => (await ask(url)).status === 404);
  });

  it('serves what it knew while the API server is away, and follows it when it is back', async () => {
    await using first = await httpBackend();
    await using second = await httpBackend();
    await using served = await clusterWithRoute(first.port);
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig]);
    const url = await program.ready;
    await served.stop();
    await eventually(() => program.said().includes('ECONNREFUSED') || program.said().includes('did not answer'));
    expect((await ask(url)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    await served.start();
    await moveService(served.cluster(), 'stable', second.port);
    await eventually(async () => (await ask(url)).headers.get('x-slipway-backend') === `127.0.0.1:${second.port}`);
  });
});

describe("the gateway's program ends", () => {
  /** A backend whose answers begin, and end when the test says. */
  async function slowBackend() {
    const finish = Promise.withResolvers<void>();
    const backend = await httpBackend((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: a\n\n');
      void finish.promise.then(() => response.end('data: [DONE]\n\n'));
    });
    return Object.assign(backend, { finish: finish.resolve });
  }

  it('on SIGTERM once running streams are through, and takes no new requests meanwhile', async () => {
    await using backend = await slowBackend();
    await using served = await clusterWithRoute(backend.port);
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig]);
    const url = await program.ready;
    const running = await ask(url);
    program.process.kill('SIGTERM');
    await eventually(() =>
      ask(url).then(
        () => false,
        () => true,
      ),
    );
    backend.finish();
    expect(await running.text()).toBe('data: a\n\ndata: [DONE]\n\n');
    expect(await program.exited).toBe(0);
  });

  it('when the drain time is over, cutting what still runs', async () => {
    await using backend = await slowBackend();
    await using served = await clusterWithRoute(backend.port);
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig, '--drain-seconds', '1']);
    const running = await ask(await program.ready);
    program.process.kill('SIGTERM');
    await expect(running.text()).rejects.toThrow();
    expect(await program.exited).toBe(0);
    expect(program.said()).toContain('answers were cut off');
  });

  it('when its standard input closes, with --lifeline alone', async () => {
    await using served = await clusterWithRoute(await closedPort());
    await using held = gatewayProgram(['--kubeconfig', served.kubeconfig, '--lifeline']);
    await using free = gatewayProgram(['--kubeconfig', served.kubeconfig]);
    const [, url] = await Promise.all([held.ready, free.ready]);
    held.process.stdin?.end();
    free.process.stdin?.end();
    expect(await held.exited).toBe(0);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  // A killed parent takes the reader of the log with it: the logger's retries used to keep the process for ever.
  it('when its parent is gone and there is still something to log', async () => {
    await using served = await clusterWithRoute(await closedPort());
    await using program = gatewayProgram(['--kubeconfig', served.kubeconfig, '--lifeline']);
    await program.ready;
    program.process.stderr?.destroy();
    await served.stop();
    program.process.stdin?.end();
    expect(await program.exited).toBe(0);
  });

  it.each([
    ['--port', 'http', '--port must be a whole number from 0 to 65535, not `http`.'],
    ['--drain-seconds', '-1', 'drain-seconds'],
    ['--kubeconfg', 'x', "Unknown option '--kubeconfg'"],
  ])('at once with 2 when it does not understand %s %s', async (flag, value, reason) => {
    await using program = gatewayProgram([flag, value]);
    expect(await program.exited).toBe(2);
    expect(program.said()).toContain(reason);
    expect(program.said()).toContain('usage: gateway');
  });

  it('with 1 when its port is taken', async () => {
    await using backend = await httpBackend();
    await using program = gatewayProgram(['--port', String(backend.port)]);
    expect(await program.exited).toBe(1);
    expect(program.said()).toContain('EADDRINUSE');
  });
});
