import { describe, expect, it } from 'vitest';
import { httpBackend } from './http-backend.ts';
import { runningGateway, tableOf, targetOf } from './running-gateway.ts';
import { silentPort } from './silent-port.ts';

describe('a backend that does not take a connection in time', () => {
  it('is given up with 502, saying so', async () => {
    await using silent = await silentPort();
    await using gateway = await runningGateway(tableOf([targetOf([silent.port])]), { connectMs: 100 });
    const response = await gateway.ask();
    expect(response.status).toBe(502);
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toContain(`127.0.0.1:${silent.port} did not answer: no connection within 100 ms`);
    expect(await gateway.metric(`slipway_gateway_in_flight{backend="127.0.0.1:${silent.port}"}`)).toBe(0);
  });

  it('costs the client nothing but time when another one answers', async () => {
    await using silent = await silentPort();
    await using alive = await httpBackend();
    await using gateway = await runningGateway(tableOf([targetOf([silent.port, alive.port])]), { connectMs: 100, avoidMs: 60_000 });
    for (let sent = 0; sent < 4; sent++) expect((await gateway.ask()).status).toBe(200);
    // Avoided after the first time.
    expect(await gateway.metric('slipway_gateway_retries_total{model="m"')).toBe(1);
    expect(alive.requests).toBe(4);
  });
});

describe('the labels of the metrics', () => {
  it('are bounded: further models are counted together', async () => {
    await using backend = await httpBackend();
    // One of the three is for requests that reach no model.
    await using gateway = await runningGateway(undefined, { labelSets: 3 });
    const routes = ['first', 'second', 'third', 'fourth'].map((name) => tableOf([targetOf([backend.port])], [name]));
    gateway.gateway.update({ byModel: new Map(routes.flatMap(({ byModel }) => [...byModel])), conflicts: [] });
    for (const model of ['first', 'second', 'third', 'fourth', 'fourth']) await (await gateway.ask({ model })).text();
    const counted = (model: string, target: string) =>
      gateway.metric(`slipway_gateway_requests_total{model="${model}",target="${target}",code="200"}`);
    expect(await counted('first', 'stable')).toBe(1);
    expect(await counted('second', 'stable')).toBe(1);
    expect(await counted('third', 'stable')).toBeUndefined();
    expect(await counted('other', 'other')).toBe(3);
  });

  it('do not grow with models that clients make up', async () => {
    await using gateway = await runningGateway(tableOf([targetOf([])]));
    for (const model of ['a', 'b', 'c']) expect((await gateway.ask({ model })).status).toBe(404);
    expect(await gateway.metric('slipway_gateway_requests_total{model="unknown",target="none",code="404"}')).toBe(3);
    expect(await gateway.metric('slipway_gateway_requests_total{model="a"')).toBeUndefined();
  });
});
