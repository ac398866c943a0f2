import { describe, expect, it } from 'vitest';
import { eventually } from '../../helpers/eventually.ts';
import { httpBackend } from './http-backend.ts';
import { rawBackend } from './raw-backend.ts';
import { runningGateway, tableOf, targetOf } from './running-gateway.ts';

const ok = 'HTTP/1.1 200 OK\r\n';
const whole = `${ok}content-length: 2\r\n\r\nhi`;

async function gatewayTo(port: number) {
  return runningGateway(tableOf([targetOf([port])]));
}

describe('a connection to a backend', () => {
  it('is kept for the next request', async () => {
    await using backend = await rawBackend((socket) => socket.write(whole));
    await using gateway = await gatewayTo(backend.port);
    for (let sent = 0; sent < 5; sent++) expect(await (await gateway.ask()).text()).toBe('hi');
    expect(backend.connections).toBe(1);
    expect(backend.requests[4]).toMatch(/^POST \/v1\/chat\/completions HTTP\/1\.1\r\n(.+: .*\r\n)+\r\n\{"model":"m"\}$/);
  });

  it.each([
    ['the backend says so', `${ok}connection: close\r\ncontent-length: 2\r\n\r\nhi`],
    ['it speaks HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nhi'],
    ['bytes follow the answer', `${whole}HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong`],
    ['it would have ended before the next request', `${ok}keep-alive: timeout=1\r\ncontent-length: 2\r\n\r\nhi`],
  ])('is not used again when %s', async (_when, answer) => {
    await using backend = await rawBackend((socket) => socket.write(answer));
    await using gateway = await gatewayTo(backend.port);
    for (let sent = 0; sent < 3; sent++) expect(await (await gateway.ask()).text()).toBe('hi');
    expect(backend.connections).toBe(3);
    expect(await gateway.metric('slipway_gateway_retries_total{model="m"')).toBe(0);
  });

  it('is dropped when the backend speaks on it unasked', async () => {
    await using backend = await rawBackend((socket) => socket.write(whole, () => setImmediate(() => socket.write(whole))));
    await using gateway = await gatewayTo(backend.port);
    expect(await (await gateway.ask()).text()).toBe('hi');
    await eventually(() => backend.open === 0);
    expect(await (await gateway.ask()).text()).toBe('hi');
    expect(backend.connections).toBe(2);
  });

  it('is closed when no route names the backend any more', async () => {
    await using backend = await rawBackend((socket) => socket.write(whole));
    await using gateway = await gatewayTo(backend.port);
    await (await gateway.ask()).text();
    gateway.gateway.update(tableOf([]));
    await eventually(() => backend.open === 0);
  });
});

describe('an answer from a backend', () => {
  it('arrives whole when it came byte by byte', async () => {
    const answer = `HTTP/1.1 100 Continue\r\n\r\n${ok}Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nx-sum: 1\r\n\r\n`;
    await using backend = await rawBackend((socket) => {
      let at = 0;
      const next = () => void (at < answer.length && socket.write(answer.charAt(at++), () => setImmediate(next)));
      next();
    });
    await using gateway = await gatewayTo(backend.port);
    for (let sent = 0; sent < 2; sent++) {
      const response = await gateway.ask();
      expect(response.headers.has('x-sum')).toBe(false);
      expect(await response.text()).toBe('hello world');
    }
    expect(backend.connections).toBe(1);
  });

  it('ends with the connection where nothing else says its end', async () => {
    await using backend = await rawBackend((socket) => socket.end(`${ok}content-type: text/plain\r\n\r\nto the end`));
    await using gateway = await gatewayTo(backend.port);
    expect(await (await gateway.ask()).text()).toBe('to the end');
    expect(await gateway.metric('slipway_gateway_broken_streams_total{model="m"')).toBe(0);
  });

  it('without a body is passed on', async () => {
    await using backend = await rawBackend((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'));
    await using gateway = await gatewayTo(backend.port);
    for (let sent = 0; sent < 2; sent++) expect((await gateway.ask()).status).toBe(204);
    expect(backend.connections).toBe(1);
  });

  it('that is large arrives byte for byte, and so does its question', async () => {
    const text = Array.from({ length: 400_000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
    await using backend = await rawBackend((socket) => socket.write(`${ok}content-length: ${text.length}\r\n\r\n${text}`));
    await using gateway = await gatewayTo(backend.port);
    for (let sent = 0; sent < 2; sent++) expect(await (await gateway.ask({ prompt: text })).text()).toBe(text);
    expect(backend.requests[1]).toContain(`"${text}"`);
    expect(backend.connections).toBe(1);
  });

  it('may come before the backend has read the whole question', async () => {
    await using backend = await httpBackend((_request, response) => response.end('early'));
    await using gateway = await gatewayTo(backend.port);
    const prompt = 'x'.repeat(10_000_000);
    for (let sent = 0; sent < 3; sent++) expect(await (await gateway.ask({ prompt })).text()).toBe('early');
  });

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'it does not begin with a status line'],
    ['two lengths', `${ok}content-length: 2\r\ncontent-length: 20\r\n\r\nhi`, 'its content-length is not one number'],
    ['a head without end', `${ok}x: ${'y'.repeat(20_000)}`, 'its head is over 16384 bytes'],
  ])('of %s is a 502 that says so, and is not asked for again', async (_what, answer, reason) => {
    await using backend = await rawBackend((socket, requestsOnIt) => socket.write(requestsOnIt === 1 ? whole : answer));
    await using gateway = await gatewayTo(backend.port);
    await (await gateway.ask()).text();
    const response = await gateway.ask();
    expect(response.status).toBe(502);
    expect(((await response.json()) as { error: { message: string } }).error.message).toContain(reason);
    expect(backend.requests).toHaveLength(2);
    await eventually(() => backend.open === 0);
  });

  it('that goes wrong in its chunks is cut', async () => {
    await using backend = await rawBackend((socket) => socket.write(`${ok}transfer-encoding: chunked\r\n\r\n2\r\nhi\r\nnonsense\r\n`));
    await using gateway = await gatewayTo(backend.port);
    await expect(gateway.ask().then((response) => response.text())).rejects.toThrow();
    expect(await gateway.metric('slipway_gateway_broken_streams_total{model="m"')).toBe(1);
  });

  it('that stops in its head on a kept connection is not asked for again', async () => {
    await using backend = await rawBackend((socket, requestsOnIt) => {
      if (requestsOnIt === 1) socket.write(whole);
      else socket.end('HTTP/1.1 200');
    });
    await using gateway = await gatewayTo(backend.port);
    await (await gateway.ask()).text();
    expect((await gateway.ask()).status).toBe(502);
    expect(backend.requests).toHaveLength(2);
  });
});
