import { describe, expect, it } from 'vitest';
import { closedPort, httpBackend } from './http-backend.ts';
import { runningGateway, tableOf, targetOf } from './running-gateway.ts';

interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string };
}

describe('the gateway refuses', () => {
  it('an unknown model, naming what exists', async () => {
    await using gateway = await runningGateway(tableOf([targetOf([])], ['qwen', 'llama']));
    const response = await gateway.ask({ model: 'gpt-4' });
    const { error } = (await response.json()) as ErrorBody;
    expect(response.status).toBe(404);
    expect(error).toMatchObject({ type: 'invalid_request_error', param: 'model', code: 'model_not_found' });
    expect(error.message).toBe('The model `gpt-4` does not exist. Models that are served here: qwen, llama.');
  });

  it('an unknown model, listing twenty of many', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `model-${index}`);
    await using gateway = await runningGateway(tableOf([targetOf([])], names));
    const { error } = (await (await gateway.ask()).json()) as ErrorBody;
    expect(error.message).toContain('model-19 and 5 more.');
    expect(error.message).not.toContain('model-20');
  });

  it('a model without a ready server, saying how many there are and when to come back', async () => {
    const notReady = { address: '127.0.0.1', port: 1, ready: false };
    await using gateway = await runningGateway(tableOf([targetOf([], { backends: [notReady] })]));
    const response = await gateway.ask();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    const { error } = (await response.json()) as ErrorBody;
    expect(error.message).toContain('No ready model server for `m`: 0 of 1 ready (stable: Service s).');
    expect(await gateway.metric('slipway_gateway_requests_total{model="m",target="stable",code="503"}')).toBe(1);
  });

  it('everything before its routes are there', async () => {
    await using gateway = await runningGateway();
    expect((await gateway.ask()).status).toBe(503);
    expect((await fetch(`${gateway.url}/ready`)).status).toBe(503);
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
    gateway.gateway.update(tableOf([]));
    expect((await fetch(`${gateway.url}/ready`)).status).toBe(200);
  });

  it.each([
    ['text', 'hello', 400, 'invalid_json'],
    ['half an object', '{"model":"m"', 400, 'invalid_json'],
    ['nothing', '', 400, 'invalid_json'],
    ['an array', '["model"]', 400, 'invalid_json'],
    ['no model', '{"messages":[{"model":"m"}]}', 400, 'missing_model'],
    ['a model that is a number', '{"model":1}', 400, 'invalid_model'],
  ])('a body of %s', async (_what, body, status, code) => {
    await using gateway = await runningGateway(tableOf([targetOf([])]));
    const response = await gateway.ask({}, { body });
    expect(response.status).toBe(status);
    expect(((await response.json()) as ErrorBody).error.code).toBe(code);
  });

  it('a body over the limit, and goes on on the same connection', async () => {
    await using backend = await httpBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]), { bodyBytes: 1000 });
    const response = await gateway.ask({ prompt: 'x'.repeat(3_000_000) });
    expect(response.status).toBe(413);
    expect(((await response.json()) as ErrorBody).error.code).toBe('request_too_large');
    expect((await gateway.ask()).status).toBe(200);
  });

  it.each([
    ['compressed bodies', { 'content-encoding': 'gzip' }],
    ['forms', { 'content-type': 'multipart/form-data; boundary=x' }],
  ])('%s with 415', async (_what, headers) => {
    await using gateway = await runningGateway(tableOf([targetOf([])]));
    expect((await gateway.ask({}, { body: 'xx', headers })).status).toBe(415);
  });

  it.each([
    ['GET', '/v1/chat/completions', 405],
    ['DELETE', '/v1/models/m', 404],
    ['GET', '/nothing', 404],
    ['POST', '/metrics', 404],
  ])('%s %s with %i', async (method, path, status) => {
    await using gateway = await runningGateway(tableOf([targetOf([])]));
    const response = await fetch(gateway.url + path, { method });
    expect(response.status).toBe(status);
    expect(((await response.json()) as ErrorBody).error.message).toContain(`${method}`);
  });

  it('with 502 when no backend takes the connection', async () => {
    const port = await closedPort();
    await using gateway = await runningGateway(tableOf([targetOf([port])]));
    const response = await gateway.ask();
    expect(response.status).toBe(502);
    expect(((await response.json()) as ErrorBody).error.message).toContain(`127.0.0.1:${port} did not answer: nothing listens there`);
  });

  it('with 504 when the backend stays silent', async () => {
    await using backend = await httpBackend(() => {});
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]), { firstByteMs: 100 });
    const response = await gateway.ask();
    expect(response.status).toBe(504);
    expect(((await response.json()) as ErrorBody).error.code).toBe('upstream_timeout');
  });
});

describe('the list of models', () => {
  it('has every name that clients may use, and each by its id', async () => {
    await using gateway = await runningGateway(tableOf([targetOf([])], ['Qwen/Qwen2.5-7B', 'qwen']));
    const entry = { id: 'Qwen/Qwen2.5-7B', object: 'model', created: 1_767_225_600, owned_by: 'slipway' };
    const list = await (await fetch(`${gateway.url}/v1/models`)).json();
    expect(list).toEqual({ object: 'list', data: [entry, { ...entry, id: 'qwen' }] });
    for (const id of ['Qwen/Qwen2.5-7B', 'Qwen%2FQwen2.5-7B']) {
      expect(await (await fetch(`${gateway.url}/v1/models/${id}`)).json()).toEqual(entry);
    }
    expect((await fetch(`${gateway.url}/v1/models/none`)).status).toBe(404);
  });
});
