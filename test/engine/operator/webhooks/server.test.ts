import { once } from 'node:events';
import { Agent, request as httpsRequest } from 'node:https';
import { type AddressInfo, connect, createServer as createPlainServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { createAuthority, issueCertificate } from '../../../../clusters/issue-certificates.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { loadCatalog } from '../../../../engine/operator/catalog.ts';
import type { ServingCertificate } from '../../../../engine/operator/certificates/certificate-source.ts';
import { latestCertificate } from '../../../../engine/operator/certificates/latest-certificate.ts';
import { startWebhookServer } from '../../../../engine/operator/webhooks/server.ts';
import { validate } from '../../../../engine/operator/webhooks/validate.ts';

const catalog = await loadCatalog(new URL('../../../../resources/catalog/', import.meta.url));
const authority = await createAuthority('test-ca', Date.now());
const certificateNamed = async (commonName: string): Promise<ServingCertificate> =>
  issueCertificate(authority, { commonName, use: 'server', names: ['127.0.0.1'] }, Date.now());

interface Running extends AsyncDisposable {
  readonly port: number;
  offer(certificate: ServingCertificate): void;
}

async function running(log = silentLog): Promise<Running> {
  const latest = latestCertificate(silentLog, 'waiting for a test');
  const certificates = { ...latest.source, [Symbol.dispose]: () => {} };
  const webhooks = {
    '/validate': (request: Parameters<typeof validate>[0]) => validate(request, catalog),
    '/broken': () => {
      throw new Error('out of order');
    },
  };
  const server = startWebhookServer({ host: '127.0.0.1', port: 0, certificates, webhooks, log });
  expect(server.readiness()).toBe('webhooks: waiting for a test');
  latest.offer(await certificateNamed('first'));
  const port = await server.listening;
  expect(server.readiness()).toBe('ready');
  return { port, offer: latest.offer, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const reviewOf = (spec: unknown, more: object = {}) =>
  JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: 'u1',
      kind: { group: 'aim.engine.amd.com', version: 'v1alpha1', kind: 'AIMEndpoint' },
      operation: 'CREATE',
      namespace: 'models',
      object: { metadata: { name: 'demo', namespace: 'models' }, spec },
      ...more,
    },
  });
const good = reviewOf({ model: { id: 'Qwen/Qwen2.5-7B-Instruct' } });

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly agent?: Agent;
}

async function ask(port: number, body: string | Buffer, { path = '/validate', method = 'POST', headers = {}, agent }: Asked = {}) {
  const type = { 'content-type': 'application/json', ...headers };
  const request = httpsRequest({
    host: '127.0.0.1',
    port,
    path,
    method,
    headers: type,
    ca: authority.certificate,
    ...(agent && { agent }),
  });
  // A refused client that still sends meets the end of its connection after it has its answer.
  request.on('error', () => {});
  request.end(body);
  const [response] = await once(request, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { code: response.statusCode as number, text: Buffer.concat(chunks).toString('utf8') };
}

describe('the webhooks answer', () => {
  test('a review with a review of the same uid, with a query in the path too', async () => {
    await using server = await running();
    const { code, text } = await ask(server.port, good, { path: '/validate?timeout=5s' });
    expect({ code, body: JSON.parse(text) }).toEqual({
      code: 200,
      body: { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: { uid: 'u1', allowed: true } },
    });
    const denied = await ask(server.port, reviewOf({ model: { id: '' } }));
    expect(JSON.parse(denied.text).response).toMatchObject({
      allowed: false,
      status: { code: 422, reason: 'Invalid', details: { causes: [{ field: 'spec.model.id' }] } },
    });
  });

  test.each([
    ['another path', { path: '/x' }, good, { code: 404, text: 'Here are /validate and /broken.' }],
    ['another method', { method: 'PUT' }, good, { code: 405, text: 'Reviews are sent by POST.' }],
    ['another content type', { headers: { 'content-type': 'text/yaml' } }, good, { code: 415, text: 'Reviews are application/json.' }],
    ['no JSON', {}, '{"apiVersion"', { code: 400, text: 'The body is not a JSON object.' }],
    ['nothing', {}, '', { code: 400, text: 'The body is not a JSON object.' }],
    ['a review whose objects are none', {}, reviewOf(null, { object: 7, oldObject: 'x' }), { code: 200, text: '"allowed":false' }],
    ['a spec that is a list', {}, reviewOf([1, 2]), { code: 200, text: '"allowed":false' }],
    ['a webhook that fails', { path: '/broken' }, good, { code: 500, text: 'The review failed in the operator' }],
  ] as const)('%s in a sentence, and go on', async (_what, asked, body, { code, text }) => {
    await using server = await running();
    const answer = await ask(server.port, body, asked);
    expect(answer).toEqual({ code, text: expect.stringContaining(text) });
    expect((await ask(server.port, good)).code).toBe(200);
  });

  test('a body that is too large, said in its head or not, without keeping it', async () => {
    await using server = await running();
    const huge = Buffer.alloc(9 * 1024 * 1024, 'x');
    const refused = await ask(server.port, huge).catch((error: NodeJS.ErrnoException) => error.code);
    // A client that goes on sending may see its connection end before it reads the answer.
    expect([expect.objectContaining({ code: 413 }), 'EPIPE', 'ECONNRESET']).toContainEqual(refused);
    const unsaid = await ask(server.port, huge, { headers: { 'transfer-encoding': 'chunked' } }).catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect([expect.objectContaining({ code: 413 }), 'EPIPE', 'ECONNRESET']).toContainEqual(unsaid);
    expect((await ask(server.port, good)).code).toBe(200);
  });

  test('an object as large as objects get', async () => {
    await using server = await running();
    const customArgs = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`--flag-${index}`, 'value']));
    const { code, text } = await ask(server.port, reviewOf({ model: { id: 'm' }, customArgs }));
    expect({ code, allowed: JSON.parse(text).response.allowed }).toEqual({ code: 200, allowed: true });
  });

  test('others after a client that hung up in the middle, one that speaks no TLS, and one that trusts nobody', async () => {
    await using server = await running();
    const half = connectTls({ host: '127.0.0.1', port: server.port, ca: authority.certificate });
    await once(half, 'secureConnect');
    half.write('POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"api');
    half.destroy();
    const plain = connect(server.port, '127.0.0.1');
    plain.end('GET / HTTP/1.1\r\n\r\n');
    plain.on('error', () => {});
    await once(plain, 'close');
    const suspicious = connectTls({ host: '127.0.0.1', port: server.port });
    await once(suspicious, 'error');
    expect((await ask(server.port, good)).code).toBe(200);
  });
});

test('a new certificate serves new connections, and old ones go on', async () => {
  await using server = await running();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const subjectNow = async () => {
    const socket = connectTls({ host: '127.0.0.1', port: server.port, ca: authority.certificate });
    await once(socket, 'secureConnect');
    const { CN } = socket.getPeerCertificate().subject;
    socket.destroy();
    return CN;
  };
  expect((await ask(server.port, good, { agent })).code).toBe(200);
  expect(await subjectNow()).toBe('first');
  server.offer(await certificateNamed('second'));
  expect(await subjectNow()).toBe('second');
  // One that cannot be used changes nothing.
  server.offer({ ...(await certificateNamed('third')), key: (await certificateNamed('other')).key });
  server.offer({ certificate: 'no certificate', key: 'no key' });
  expect(await subjectNow()).toBe('second');
  expect((await ask(server.port, good, { agent })).code).toBe(200);
  agent.destroy();
});

test('a port that somebody else has is told to whoever waits', async () => {
  const other = createPlainServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const latest = latestCertificate(silentLog, 'none');
  latest.offer(await certificateNamed('first'));
  const { port } = other.address() as AddressInfo;
  const certificates = { ...latest.source, [Symbol.dispose]: () => {} };
  await using server = startWebhookServer({ host: '127.0.0.1', port, certificates, webhooks: {}, log: silentLog });
  await expect(server.listening).rejects.toMatchObject({
    message: `The operator cannot listen on 127.0.0.1:${port}: another program does.`,
    fix: 'Choose another port with --webhook-port.',
  });
  expect(server.readiness()).toBe('webhooks: about to listen');
  other.close();
});

test('a thousand reviews, eight at a time, are answered within milliseconds', async () => {
  await using server = await running();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  await ask(server.port, good, { agent });
  const times: number[] = [];
  const worker = async () => {
    for (let count = 0; count < 125; count++) {
      const startedAt = performance.now();
      expect((await ask(server.port, good, { agent })).code).toBe(200);
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  agent.destroy();
  const sorted = times.toSorted((left, right) => left - right);
  const [half = 0, most = 0] = [sorted[500], sorted[990]];
  console.log(`reviews over TLS, 8 at a time: p50 ${half.toFixed(1)} ms, p99 ${most.toFixed(1)} ms`);
  // An API server waits for 5 s: two orders of magnitude below that even on a busy machine.
  expect(most).toBeLessThan(500);
});
