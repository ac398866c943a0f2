import { describe, expect, it } from 'vitest';
import { eventually } from '../../helpers/eventually.ts';
import { bodyOf, closedPort, httpBackend } from './http-backend.ts';
import { runningGateway, tableOf, targetOf } from './running-gateway.ts';

describe('a request through the gateway', () => {
  it('reaches the backend of its model and says which way it went', async () => {
    await using backend = await httpBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const response = await gateway.ask();
    expect(await response.json()).toEqual({ object: 'chat.completion', model: 'm' });
    expect(response.headers.get('x-slipway-route')).toBe('default/r');
    expect(response.headers.get('x-slipway-target')).toBe('stable');
    expect(response.headers.get('x-slipway-backend')).toBe(`127.0.0.1:${backend.port}`);
    expect(response.headers.get('x-request-id')).toBe('request-1');
  });

  it('keeps the path, the query, the body and end-to-end headers, and drops those of one connection', async () => {
    let seen: { url?: string | undefined; headers: object; body: string } | undefined;
    await using backend = await httpBackend(async (request, response) => {
      seen = { url: request.url, headers: request.headers, body: await bodyOf(request) };
      response.end('{}');
    });
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const body = '{"input":"é\\"model\\"", "model" : "m"}';
    await fetch(`${gateway.url}/v1/embeddings?trace=1`, {
      method: 'POST',
      body,
      headers: { authorization: 'Bearer k', 'x-request-id': 'mine', te: 'trailers' },
    });
    expect(seen).toMatchObject({ url: '/v1/embeddings?trace=1', body });
    expect(seen?.headers).toMatchObject({ authorization: 'Bearer k', 'x-request-id': 'mine', host: `127.0.0.1:${backend.port}` });
    expect(seen?.headers).not.toHaveProperty('te');
  });

  it('asks the backend for the name that it knows', async () => {
    await using backend = await httpBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port], { upstreamModel: 'weights/über' })]));
    expect(await (await gateway.ask()).json()).toMatchObject({ model: 'weights/über' });
  });

  it('is split exactly by the weights', async () => {
    await using stable = await httpBackend();
    await using canary = await httpBackend();
    const targets = [targetOf([stable.port], { weight: 90 }), targetOf([canary.port], { name: 'canary', weight: 10 })];
    await using gateway = await runningGateway(tableOf(targets));
    for (let sent = 0; sent < 100; sent++) await (await gateway.ask()).text();
    expect([stable.requests, canary.requests]).toEqual([90, 10]);
  });

  it('goes to the backend that has the least to do', async () => {
    await using busy = await httpBackend(() => {});
    await using free = await httpBackend();
    await using gateway = await runningGateway(tableOf([targetOf([busy.port])]));
    const held = gateway.ask().catch(() => 'cut');
    await eventually(() => busy.requests === 1);
    gateway.gateway.update(tableOf([targetOf([busy.port, free.port])]));
    for (let sent = 0; sent < 6; sent++) await (await gateway.ask()).text();
    expect([busy.requests, free.requests]).toEqual([1, 6]);
    expect(await gateway.metric(`slipway_gateway_in_flight{backend="127.0.0.1:${busy.port}"}`)).toBe(1);
    await gateway.gateway.close({ drainMs: 0 });
    expect(await held).toBe('cut');
  });

  it('is sent to another backend of the target when the first refuses its connection', async () => {
    await using alive = await httpBackend();
    await using gateway = await runningGateway(tableOf([targetOf([await closedPort(), alive.port])]));
    for (let sent = 0; sent < 4; sent++) expect((await gateway.ask()).status).toBe(200);
    // The dead one is avoided after its first refusal.
    expect(await gateway.metric('slipway_gateway_retries_total{model="m"')).toBe(1);
  });

  it('is sent again when a kept connection turns out to be closed', async () => {
    await using backend = await httpBackend((request, response) => {
      // Closes each connection right when its second request arrives, as a server whose keep-alive time ran out.
      if (seen.has(request.socket)) request.socket.resetAndDestroy();
      else response.end('{}');
      seen.add(request.socket);
    });
    const seen = new Set<unknown>();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    await (await gateway.ask()).text();
    expect((await gateway.ask()).status).toBe(200);
  });

  it('follows a new table from the next request on', async () => {
    await using first = await httpBackend();
    await using second = await httpBackend();
    await using gateway = await runningGateway(tableOf([targetOf([first.port])]));
    await (await gateway.ask()).text();
    gateway.gateway.update(tableOf([targetOf([second.port])]));
    await (await gateway.ask()).text();
    expect([first.requests, second.requests]).toEqual([1, 1]);
  });

  it('is counted by model, target and status', async () => {
    await using backend = await httpBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])], ['m', 'alias']));
    await (await gateway.ask()).text();
    await (await gateway.ask({ model: 'alias' })).text();
    await (await gateway.ask({ model: 'nobody' })).text();
    expect(await gateway.metric('slipway_gateway_requests_total{model="m",target="stable",code="200"}')).toBe(2);
    expect(await gateway.metric('slipway_gateway_requests_total{model="unknown",target="none",code="404"}')).toBe(1);
    expect(await gateway.metric('slipway_gateway_time_to_first_byte_seconds_count{model="m",target="stable"}')).toBe(2);
    expect(await gateway.metric('slipway_gateway_in_flight{')).toBe(0);
  });
});
