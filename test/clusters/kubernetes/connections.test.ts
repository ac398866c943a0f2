import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { configMaps, pods } from '../../../clusters/kinds.ts';
import { createKubernetesCluster, type KubernetesClusterOptions } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { eventually } from '../../helpers/eventually.ts';
import { httpProxy } from '../../helpers/proxies.ts';
import { type Answer, answerJson, kubeconfigFor, scriptedApiServer, statusBody } from '../../helpers/scripted-api-server.ts';
import { base64, onePod, secureApiServer } from '../../helpers/secure-api-server.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const key = { namespace: 'default', name: 'web' };
const web = { metadata: { name: 'web' } };

function clusterOf(server: string, user: object = {}, fields: object = {}, options: Partial<KubernetesClusterOptions> = {}) {
  return createKubernetesCluster({
    kubeconfig: kubeconfigFor(server, user, fields),
    environment: {},
    log: silentLog,
    clock: systemClock,
    ...options,
  });
}

describe('TLS', () => {
  it('is refused with a sentence where the authority is not trusted, unless the kubeconfig says that nothing is verified', async () => {
    await using server = await secureApiServer();
    const url = `https://127.0.0.1:${server.port}`;
    await expect(clusterOf(url).get(pods, key)).rejects.toThrow(
      /its certificate comes from an authority that is not trusted\. Check certificate-authority-data/,
    );
    await using stranger = await secureApiServer();
    await expect(clusterOf(url, {}, stranger.trust).get(pods, key)).rejects.toThrow(/authority/);
    expect(await clusterOf(url, {}, { 'insecure-skip-tls-verify': true }).get(pods, key)).toMatchObject(web);
    expect(server.requests).toHaveLength(1);
  });

  it('is refused with a sentence where the certificate has expired', async () => {
    await using server = await secureApiServer({ madeAt: Date.now() - 30 * 365 * 24 * 3_600_000 });
    await expect(clusterOf(`https://127.0.0.1:${server.port}`, {}, server.trust).get(pods, key)).rejects.toThrow(
      /its certificate has expired\. Renew it/,
    );
  });

  it('is refused with a sentence where the certificate is for another name, which the kubeconfig can give', async () => {
    await using server = await secureApiServer();
    await using proxy = await httpProxy({ alwaysTo: server.port });
    const fields = { ...server.trust, 'proxy-url': `http://127.0.0.1:${proxy.port}` };
    await expect(clusterOf('https://other.invalid', {}, fields).get(pods, key)).rejects.toThrow(
      /its certificate is for another name\. Check the address, or tls-server-name/,
    );
    for (const name of ['localhost', '127.0.0.1']) {
      expect(await clusterOf('https://other.invalid', {}, { ...fields, 'tls-server-name': name }).get(pods, key)).toMatchObject(web);
    }
    const elsewhere = clusterOf('https://other.invalid', {}, { ...fields, 'tls-server-name': '127.0.0.2' });
    await expect(elsewhere.get(pods, key)).rejects.toThrow(/its certificate is for another name/);
  });

  it('that a server does not speak is said', async () => {
    await using server = await scriptedApiServer(onePod);
    await expect(clusterOf(`https://127.0.0.1:${server.port}`).get(pods, key)).rejects.toThrow(/it does not speak TLS/);
  });

  it.each([
    [
      'an authority that is no certificate',
      { 'certificate-authority-data': base64('nonsense') },
      {},
      /the certificate authority is not a certificate in PEM form/,
    ],
    [
      'a client certificate that is none',
      {},
      { 'client-certificate-data': base64('a'), 'client-key-data': base64('b') },
      /No credentials for https:.*PEM/i,
    ],
    ['a file that is not there', { 'certificate-authority': '/nowhere/ca.pem' }, {}, /No credentials for .*\/nowhere\/ca\.pem/],
  ])('with %s is refused with a sentence', async (_what, fields, user, sentence) => {
    await expect(clusterOf('https://127.0.0.1:1', user, fields).get(pods, key)).rejects.toThrow(sentence);
  });

  it('with a client certificate that is not of its key is refused with a sentence', async () => {
    await using one = await secureApiServer();
    await using two = await secureApiServer();
    const user = {
      'client-certificate-data': base64(one.certificates.clientCertificate),
      'client-key-data': base64(two.certificates.clientKey),
    };
    await expect(clusterOf('https://127.0.0.1:1', user, one.trust).get(pods, key)).rejects.toThrow(
      /No credentials for .*key values mismatch/,
    );
  });
});

describe('credentials', () => {
  it('in a file are read again when it changes', async () => {
    await using server = await secureApiServer();
    await using folder = await temporaryFolder();
    const tokenFile = join(folder.path, 'token');
    const clock = new SimulatedClock();
    const cluster = clusterOf(`https://127.0.0.1:${server.port}`, { tokenFile, token: 'spare' }, server.trust, { clock });
    await cluster.get(pods, key);
    await writeFile(tokenFile, 'first\n');
    await clock.advance(10_000);
    await cluster.get(pods, key);
    await writeFile(tokenFile, 'second');
    await clock.advance(10_000);
    await cluster.get(pods, key);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer spare', 'Bearer first', 'Bearer second']);
    expect(server.connections()).toBe(1);
  });

  it('of a user name and password are sent, as kubectl does', async () => {
    await using server = await secureApiServer();
    await clusterOf(`https://127.0.0.1:${server.port}`, { username: 'a', password: 'b:c' }, server.trust).get(pods, key);
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${base64('a:b:c')}`);
  });

  it('can be for somebody else', async () => {
    await using server = await secureApiServer();
    const user = {
      token: 'a',
      as: 'jane',
      'as-uid': '7',
      'as-groups': ['x', 'z'],
      'as-user-extra': { 'example.com/scope': ['one', 'two'] },
    };
    await clusterOf(`https://127.0.0.1:${server.port}`, user, server.trust).get(pods, key);
    expect(server.requests[0]?.headers).toMatchObject({
      'impersonate-user': 'jane',
      'impersonate-uid': '7',
      'impersonate-group': 'x, z',
      'impersonate-extra-example.com%2fscope': 'one, two',
    });
  });

  it('for somebody whose name no header can have are refused with a sentence', async () => {
    const cluster = clusterOf('https://127.0.0.1:1', { token: 'a', as: 'jane\n' });
    await expect(cluster.get(pods, key)).rejects.toMatchObject({
      name: 'ClusterUnreachable',
      message: expect.stringContaining('Invalid character in header'),
    });
  });

  it('do not go over plain HTTP', async () => {
    await using server = await scriptedApiServer((request, response) =>
      answerJson(response, 200, { seen: request.headers.authorization ?? null }),
    );
    expect(await clusterOf(`http://127.0.0.1:${server.port}`, { token: 'secret' }).get(pods, key)).toMatchObject({ seen: null });
  });

  it('that the server does not know are a sentence, and so is what they may not do', async () => {
    let code = 401;
    const messages: Record<number, string> = { 401: 'Unauthorized', 403: 'pods is forbidden: User "jane" cannot list resource "pods"' };
    await using server = await scriptedApiServer((_, response) =>
      answerJson(response, code, statusBody(code, code === 401 ? 'Unauthorized' : 'Forbidden', messages[code])),
    );
    const cluster = clusterOf(`http://127.0.0.1:${server.port}`);
    await expect(cluster.list(pods)).rejects.toMatchObject({
      code: 401,
      reason: 'Unauthorized',
      message: `The API server at http://127.0.0.1:${server.port} does not know who asks: the credentials are missing, wrong or expired. Check the user in the kubeconfig, or sign in again.`,
    });
    code = 403;
    await expect(cluster.list(pods)).rejects.toThrow(
      `${messages[403]}. Use another context, or ask whoever runs the cluster for this permission.`,
    );
  });
});

describe('answers', () => {
  it('come packed from elsewhere, and not from this machine', async () => {
    const packing: Answer = (request, response) => {
      const body = JSON.stringify({ metadata: { name: request.headers['accept-encoding'] ?? 'as it is' } });
      if (request.headers['accept-encoding'] === 'gzip') response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(body));
      else response.writeHead(200).end(body);
    };
    await using server = await secureApiServer({ answer: packing });
    await using proxy = await httpProxy({ alwaysTo: server.port });
    const fields = { ...server.trust, 'tls-server-name': 'localhost', 'proxy-url': `http://127.0.0.1:${proxy.port}` };
    expect(await clusterOf('https://far.invalid', {}, fields).get(pods, key)).toEqual({ metadata: { name: 'gzip' } });
    expect(await clusterOf('https://far.invalid', {}, { ...fields, 'disable-compression': true }).get(pods, key)).toEqual({
      metadata: { name: 'as it is' },
    });
    expect(await clusterOf(`https://127.0.0.1:${server.port}`, {}, server.trust).get(pods, key)).toEqual({
      metadata: { name: 'as it is' },
    });
  });

  it('of something else than an API server are a sentence', async () => {
    const pages: Answer[] = [
      (_, response) => response.writeHead(200).end('<html>Sign in</html>'),
      (_, response) => response.writeHead(302, { Location: 'https://login.example' }).end(),
    ];
    let page = 0;
    await using server = await scriptedApiServer((request, response) => pages[page]?.(request, response));
    const cluster = clusterOf(`http://127.0.0.1:${server.port}`);
    await expect(cluster.get(pods, key)).rejects.toThrow(
      /there seems to be no API server: it answered with something else than JSON \(<html>Sign in<\/html>\)/,
    );
    page = 1;
    await expect(cluster.get(pods, key)).rejects.toThrow(
      /there seems to be no API server: it points to https:\/\/login\.example\. Check the address/,
    );
  });

  it('bring warnings to who asked', async () => {
    await using server = await scriptedApiServer((_, response) => {
      response.appendHeader('Warning', '299 - "unknown field \\"data2\\""');
      response.appendHeader('Warning', '299 - "and another"');
      answerJson(response, 200, web);
    });
    const warnings: string[] = [];
    await clusterOf(`http://127.0.0.1:${server.port}`).create(
      configMaps,
      { metadata: key },
      { onWarning: (message) => warnings.push(message) },
    );
    expect(warnings).toEqual(['unknown field "data2"', 'and another']);
  });
});

describe('a request', () => {
  it('waits for its turn, and can be called off while it waits', async () => {
    const held: (() => void)[] = [];
    await using server = await scriptedApiServer((_, response) => void held.push(() => answerJson(response, 200, web)));
    const cluster = clusterOf(`http://127.0.0.1:${server.port}`, {}, {}, { mostAtOnce: 2 });
    const first = [cluster.get(pods, key), cluster.get(pods, key)];
    await eventually(() => held.length === 2);
    const end = new AbortController();
    const given = cluster.get(pods, key, { signal: end.signal });
    const last = cluster.get(pods, key);
    end.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    for (const answer of held.splice(0)) answer();
    await Promise.all(first);
    await eventually(() => held.length === 1);
    held[0]?.();
    expect(await last).toMatchObject(web);
    expect(server.requests).toHaveLength(3);
  });

  it('does not wait for watches', async () => {
    await using server = await scriptedApiServer((request, response) => {
      if (request.url?.includes('watch=true')) response.writeHead(200).flushHeaders();
      else answerJson(response, 200, web);
    });
    const cluster = clusterOf(`http://127.0.0.1:${server.port}`, {}, {}, { mostAtOnce: 1 });
    const end = new AbortController();
    const { promise: opened, resolve: onOpen } = Promise.withResolvers<void>();
    const watched = Array.fromAsync(cluster.watch(pods, { resourceVersion: '1', signal: end.signal, onOpen }));
    await opened;
    expect(await cluster.get(pods, key)).toMatchObject(web);
    end.abort();
    await watched;
  });

  it('can be called off while it connects, and while its answer comes', async () => {
    await using silent = await silentServer();
    const connecting = new AbortController();
    const outcome = clusterOf(`https://127.0.0.1:${silent.port}`).get(pods, key, { signal: connecting.signal });
    await eventually(() => silent.connections() === 1);
    connecting.abort(new Error('enough'));
    await expect(outcome).rejects.toThrow('enough');

    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    await using slow = await scriptedApiServer((_, response) => {
      response.writeHead(200);
      response.write('{', () => begin());
    });
    const reading = new AbortController();
    const half = clusterOf(`http://127.0.0.1:${slow.port}`).get(pods, key, { signal: reading.signal });
    await begun;
    reading.abort(new Error('enough of it'));
    await expect(half).rejects.toThrow('enough of it');
  });

  it('gives up a server that accepts and says nothing, and an answer that stops', async () => {
    const clock = new SimulatedClock();
    await using silent = await silentServer();
    const outcome = expect(clusterOf(`https://127.0.0.1:${silent.port}`, {}, {}, { clock }).get(pods, key)).rejects.toThrow(
      'it did not answer in time',
    );
    await eventually(() => silent.connections() === 1);
    await clock.advance(30_000);
    await outcome;

    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    await using slow = await scriptedApiServer((_, response) => {
      response.writeHead(200);
      response.write('{', () => begin());
    });
    const half = expect(clusterOf(`http://127.0.0.1:${slow.port}`, {}, {}, { clock, timeoutMs: 5_000 }).get(pods, key)).rejects.toThrow(
      'it did not answer in time',
    );
    await begun;
    await eventually(async () => {
      await clock.advance(5_000);
      return clock.waiting === 0;
    });
    await half;
  });

  it('that writes is sent once when the connection is cut after it was sent', async () => {
    await using server = await scriptedApiServer((request) => void request.socket.destroy());
    await expect(clusterOf(`http://127.0.0.1:${server.port}`).create(configMaps, { metadata: key })).rejects.toMatchObject({
      name: 'ClusterUnreachable',
      notSent: false,
      message: expect.stringContaining('the connection was cut'),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('that writes is sent again when the connection is cut before it was sent', async () => {
    await using server = await secureApiServer();
    await using cutting = await cuttingProxy(server.port, 1);
    expect(await clusterOf(`https://127.0.0.1:${cutting.port}`, {}, server.trust).create(configMaps, { metadata: key })).toMatchObject(web);
    expect(server.requests).toHaveLength(1);
    expect(cutting.connections()).toBe(2);
  });

  it('that reads is sent again when its answer is cut', async () => {
    let cuts = 2;
    await using server = await scriptedApiServer((request, response) => {
      if (cuts-- > 0) response.writeHead(200).write('{"metadata":', () => request.socket.destroy());
      else answerJson(response, 200, web);
    });
    expect(await clusterOf(`http://127.0.0.1:${server.port}`).get(pods, key)).toMatchObject(web);
    expect(server.requests).toHaveLength(3);
  });
});

interface Listener extends AsyncDisposable {
  port: number;
  connections(): number;
}

/** Accepts, and never says anything. */
function silentServer(): Promise<Listener> {
  return listener(() => {});
}

/** Cuts the first connections before TLS is agreed, and leads the others to the server. */
function cuttingProxy(to: number, cuts: number): Promise<Listener> {
  let left = cuts;
  return listener((client) => {
    if (left-- > 0) return void client.once('data', () => client.destroy());
    const remote = connect(to, '127.0.0.1');
    for (const socket of [client, remote]) socket.on('error', () => socket.destroy());
    client.pipe(remote).pipe(client);
  });
}

async function listener(onConnection: (socket: Socket) => void): Promise<Listener> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.length,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
