import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../helpers/eventually.ts';
import { httpBackend } from './http-backend.ts';
import { runningGateway, tableOf, targetOf } from './running-gateway.ts';

const eventStream = { 'content-type': 'text/event-stream' };

/** A backend whose stream the test plays, and what became of it. */
async function playedBackend() {
  const opened = Promise.withResolvers<ServerResponse>();
  let closed = false;
  const backend = await httpBackend((_request, response) => {
    response.once('close', () => {
      closed = true;
    });
    response.writeHead(200, eventStream).flushHeaders();
    opened.resolve(response);
  });
  return Object.assign(backend, { stream: opened.promise, isClosed: () => closed });
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (!response.body) throw new Error('the answer has no body');
  return response.body.getReader();
}

async function nextText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> {
  const { value } = await reader.read();
  return value && new TextDecoder().decode(value);
}

describe('a stream through the gateway', () => {
  it('begins before its first event and passes each on before the next exists', async () => {
    await using backend = await playedBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const reader = readerOf(await gateway.ask());
    const stream = await backend.stream;
    for (const text of ['data: a\n\n', 'data: b\n\n', 'data: [DONE]\n\n']) {
      stream.write(text);
      expect(await nextText(reader)).toBe(text);
    }
    stream.end();
    expect(await nextText(reader)).toBeUndefined();
    expect(await gateway.metric('slipway_gateway_inter_chunk_seconds_count{model="m"')).toBe(2);
  });

  it('holds the backend back while the client does not read', async () => {
    const total = 64 * 1024 * 1024;
    await using backend = await playedBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const response = await gateway.ask();
    const stream = await backend.stream;
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let written = 0;
    const fill = () => {
      while (written < total) {
        written += chunk.length;
        if (!stream.write(chunk)) return void stream.once('drain', fill);
      }
      stream.end();
    };
    fill();
    let before = 0;
    const hasStalled = () => {
      const isSame = written === before;
      before = written;
      return isSame && written;
    };
    const stalledAt = await eventually(hasStalled, { intervalMs: 300 });
    expect(stalledAt).toBeLessThan(total / 2);
    const received = (await response.arrayBuffer()).byteLength;
    expect(received).toBe(total);
  });

  it('ends at the backend when the client leaves', async () => {
    await using backend = await playedBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const leaving = new AbortController();
    await gateway.ask({}, { signal: leaving.signal });
    leaving.abort();
    await eventually(() => backend.isClosed());
    expect(await gateway.metric('slipway_gateway_client_aborts_total{model="m"')).toBe(1);
    expect(await gateway.metric('slipway_gateway_requests_total{model="m",target="stable",code="499"}')).toBe(1);
    expect(await gateway.metric('slipway_gateway_in_flight{')).toBe(0);
  });

  it('ends at the backend when the client leaves before the answer', async () => {
    let closed = false;
    await using backend = await httpBackend((_request, response) => {
      response.once('close', () => {
        closed = true;
      });
    });
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const leaving = new AbortController();
    const asked = gateway.ask({}, { signal: leaving.signal }).catch(() => 'left');
    await eventually(() => backend.requests === 1);
    leaving.abort();
    expect(await asked).toBe('left');
    await eventually(() => closed);
  });

  it('ends with an error event when the backend dies in it', async () => {
    await using backend = await playedBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const response = await gateway.ask();
    const stream = await backend.stream;
    stream.write('data: {"half');
    const reader = readerOf(response);
    await nextText(reader);
    stream.destroy();
    const last = (await nextText(reader)) ?? '';
    const { error } = JSON.parse(last.trim().slice('data: '.length)) as { error: { code: string } };
    expect(error.code).toBe('upstream_broke_off');
    expect(await nextText(reader)).toBeUndefined();
    expect(await gateway.metric('slipway_gateway_broken_streams_total{model="m"')).toBe(1);
  });

  it('ends with an error event when the backend falls silent', async () => {
    await using backend = await playedBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]), { idleMs: 100 });
    const response = await gateway.ask();
    (await backend.stream).write('data: a\n\n');
    expect(await response.text()).toContain('upstream_broke_off');
    await eventually(() => backend.isClosed());
  });

  it('does not pass for whole when a plain answer breaks off', async () => {
    await using backend = await httpBackend((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"half', () => response.destroy());
    });
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    await expect(gateway.ask().then((response) => response.text())).rejects.toThrow();
  });
});

describe('a gateway that closes', () => {
  it('lets a running stream finish and takes no new connections', async () => {
    await using backend = await playedBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const response = await gateway.ask();
    const closing = gateway.gateway.close({ drainMs: 10_000 });
    await expect(fetch(`${gateway.url}/health`)).rejects.toThrow();
    (await backend.stream).end('data: [DONE]\n\n');
    expect(await response.text()).toBe('data: [DONE]\n\n');
    expect(await closing).toEqual({ cut: 0 });
  });

  it('cuts what is not finished in time and says how many', async () => {
    await using backend = await playedBackend();
    await using gateway = await runningGateway(tableOf([targetOf([backend.port])]));
    const response = await gateway.ask();
    expect(await gateway.gateway.close({ drainMs: 50 })).toEqual({ cut: 1 });
    await expect(response.text()).rejects.toThrow();
    await eventually(() => backend.isClosed());
  });
});
