import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createTRPCClient, createWSClient, httpLink, TRPCClientError, wsLink } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '../../../clusters/log.ts';
import { SlipwayError } from '../../../engine/contract/errors.ts';
import type { AppRouter } from '../../../engine/contract/rpc/router.ts';
import type { LogLine } from '../../../engine/contract/views/workbench.ts';
import { startWebServer } from '../../../host/web/server.ts';
import { servicesWith } from '../../helpers/fixture-services.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const token = 'correct-token-correct-token-correct-token-00';

async function serve() {
  const folder = await temporaryFolder();
  await mkdir(join(folder.path, 'assets'));
  await writeFile(join(folder.path, 'index.html'), '<html><head><title>Slipway</title></head></html>');
  await writeFile(join(folder.path, 'assets', 'main-abc.js'), 'export {}');
  const services = servicesWith({
    catalog: { models: async () => [{ id: 'Qwen/Qwen2.5-7B-Instruct', parameters: null, contextLength: null, source: 'catalog' }] },
    endpoints: {
      get: async () => {
        throw new SlipwayError('not_found', 'There is no endpoint a in b.', { fix: 'Look at the list.' });
      },
      remove: async () => {
        throw new TypeError('secret detail of a failure');
      },
    },
    logs: {
      async *follow() {
        yield { pod: 'p', container: 'c', text: 'one' };
        yield { pod: 'p', container: 'c', text: 'two' };
      },
    },
  });
  const server = await startWebServer({ services, port: 0, token, pages: folder.path, log: silentLog });
  return Object.assign(server, {
    async [Symbol.asyncDispose]() {
      await server.close();
      await folder[Symbol.asyncDispose]();
    },
  });
}

/** Plain node:http, because fetch does not let a Host header be set. */
function get(url: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const sent = request(new URL(path, url), { headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

function httpClient(url: string, bearer: string) {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers: { authorization: `Bearer ${bearer}` } })] });
}

describe('the web server', () => {
  it('answers that it is alive without a token', async () => {
    await using server = await serve();
    expect(await get(server.url, '/healthz')).toMatchObject({ status: 200, body: 'ok' });
  });

  it.each(['/', '/endpoints/aim-engine/qwen-2.5', '/compose?step=2'])('serves the page at %s with a strict policy', async (path) => {
    await using server = await serve();
    const page = await get(server.url, path, { accept: 'text/html' });
    expect(page.status).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(page.body).toContain('<title>Slipway</title>');
    expect(policy).toContain(`default-src 'self'`);
    expect(policy).not.toContain('unsafe');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });

  it('serves assets to be kept for ever, and no page in the place of a missing one', async () => {
    await using server = await serve();
    expect((await get(server.url, '/assets/main-abc.js')).headers['cache-control']).toContain('immutable');
    expect((await get(server.url, '/assets/gone.js')).status).toBe(404);
    expect((await get(server.url, '/..%2f..%2fetc/passwd.txt')).status).toBeGreaterThanOrEqual(400);
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost'])('refuses the Host header %s', async (host) => {
    await using server = await serve();
    const answer = await get(server.url, '/', { host });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body).error.message).toContain(`The Host header "${host}" is not one of this server's names`);
  });

  it('refuses a call without a token, with a wrong one, and from another site', async () => {
    await using server = await serve();
    expect((await get(server.url, '/trpc/catalog.models')).status).toBe(401);
    await expect(httpClient(server.url, 'wrong').catalog.models.query()).rejects.toThrow();
    const foreign = { authorization: `Bearer ${token}`, origin: 'http://evil.example' };
    expect((await get(server.url, '/trpc/endpoints.remove', foreign, 'POST')).status).toBe(403);
  });

  it('answers calls with the token, and errors with their code, sentence and fix', async () => {
    await using server = await serve();
    const client = httpClient(server.url, token);
    expect(await client.catalog.models.query()).toHaveLength(1);
    const failure = await client.endpoints.get.query({ namespace: 'b', name: 'a' }).catch((error) => error);
    expect(failure).toBeInstanceOf(TRPCClientError);
    expect(failure.data.slipway).toMatchObject({ code: 'not_found', message: 'There is no endpoint a in b.', fix: 'Look at the list.' });
  });

  it('never sends a stack', async () => {
    await using server = await serve();
    const failure = await httpClient(server.url, token)
      .endpoints.remove.mutate({ namespace: 'b', name: 'a' })
      .catch((error) => error);
    expect(JSON.stringify(failure.shape ?? failure.data)).not.toContain('.ts:');
  });

  it('streams subscriptions over WebSocket with the token', async () => {
    await using server = await serve();
    const socket = createWSClient({ url: `${server.url.replace('http', 'ws')}/trpc`, connectionParams: { token } });
    const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
    const lines = await new Promise<LogLine[]>((resolve, reject) => {
      const seen: LogLine[] = [];
      client.logs.follow.subscribe(
        { endpoint: { namespace: 'b', name: 'a' } },
        { onData: (line) => seen.push(line), onComplete: () => resolve(seen), onError: reject },
      );
    });
    expect(lines.map((line) => line.text)).toEqual(['one', 'two']);
    await socket.close();
  });

  it('refuses a WebSocket with a wrong token, saying so', async () => {
    await using server = await serve();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/trpc?connectionParams=1`);
    const answer = await new Promise<string>((resolve) => {
      socket.on('open', () => socket.send(JSON.stringify({ method: 'connectionParams', data: { token: 'wrong' } })));
      socket.on('message', (data) => resolve(String(data)));
    });
    expect(answer).toContain('The token is wrong or has been replaced');
    socket.terminate();
  });

  it.each([{ origin: 'http://evil.example' }, { host: 'evil.example' }])('refuses a WebSocket with %o', async (headers) => {
    await using server = await serve();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/trpc`, { headers });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => {});
    });
    expect(status).toBe(403);
  });
});
