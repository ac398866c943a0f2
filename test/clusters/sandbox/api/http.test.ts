import { type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serve } from './serving.ts';

describe('the API over HTTPS', () => {
  let serving: Serving;
  beforeAll(async () => {
    serving = await serve();
  });
  afterAll(() => serving?.[Symbol.asyncDispose]());

  /** One request, with the administrator's certificate unless told otherwise. */
  async function ask(path: string, options: RequestOptions & { body?: string } = {}) {
    const { ca, clientCertificate, clientKey } = serving.certificates;
    const { body, ...rest } = options;
    return new Promise<{ code: number | undefined; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const sent = request(
        `${serving.url}${path}`,
        { ca, cert: clientCertificate, key: clientKey, agent: false, ...rest },
        async (answer) => {
          resolve({ code: answer.statusCode, headers: answer.headers, body: await text(answer) });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  const post = (path: string, body: string, type = 'application/json') =>
    ask(path, { method: 'POST', headers: { 'content-type': type }, body });
  const configMaps = '/api/v1/namespaces/default/configmaps';

  it('answers 401 to a stranger, and knows a bearer token', async () => {
    const stranger = { cert: undefined, key: undefined };
    expect((await ask('/api/v1/pods', stranger)).code).toBe(401);
    expect((await ask('/api/v1/pods', { ...stranger, headers: { authorization: 'Bearer wrong' } })).code).toBe(401);
    expect((await ask('/api/v1/pods', { ...stranger, headers: { authorization: 'Bearer a-token' } })).code).toBe(200);
  });

  it('answers only to names of its own', async () => {
    const { code, body } = await ask('/api/v1/pods', {
      headers: { host: 'evil.example' },
      servername: '',
      checkServerIdentity: () => undefined,
    });
    expect([code, JSON.parse(body).reason]).toEqual([403, 'Forbidden']);
  });

  it.each([
    ['JSON that ends early', '{"metadata":', 'application/json', 400, 'BadRequest'],
    ['YAML with tabs', 'metadata:\n\tname: x', 'application/yaml', 400, 'BadRequest'],
    ['an array', '[]', 'application/json', 400, 'BadRequest'],
    ['another kind', '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"}}', 'application/json', 400, 'BadRequest'],
    ['an unknown media type', 'x', 'text/plain', 415, 'UnsupportedMediaType'],
    ['three megabytes and more', `{"data":{"a":"${'x'.repeat(3 * 1024 * 1024)}"}}`, 'application/json', 413, 'RequestEntityTooLarge'],
    ['no name', '{}', 'application/json', 422, 'Invalid'],
  ])('refuses %s', async (...[, body, type, code, reason]) => {
    const answer = await post(configMaps, body, type);
    expect([answer.code, JSON.parse(answer.body)]).toEqual([code, expect.objectContaining({ kind: 'Status', code, reason })]);
  });

  it('accepts YAML', async () => {
    expect((await post(configMaps, 'metadata: {name: from-yaml}\ndata: {a: b}', 'application/yaml')).code).toBe(201);
  });

  it('warns of fields that it drops', async () => {
    const { code, headers } = await post(configMaps, '{"metadata":{"name":"warned"},"extra":1}');
    expect([code, headers['warning']]).toEqual([201, '299 - "unknown field \\"extra\\""']);
  });

  it('marks the end of the first objects when asked to stream them', async () => {
    const query = 'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1';
    const lines = (await ask(`/api/v1/namespaces?${query}`)).body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual(['ADDED', 'ADDED', 'ADDED', 'ADDED', 'BOOKMARK']);
    expect(lines.at(-1).object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
  });

  it.each([
    ['/apis/nothing.example/v1/things', 404],
    ['/api/v1/namespaces/default/nothings', 404],
    ['/nowhere', 404],
    ['/api/v1/nodes/%E0%A4%A', 404],
  ])('GET %s is %i', async (path, code) => {
    expect((await ask(path)).code).toBe(code);
  });

  it('takes no method that a path does not have', async () => {
    expect((await ask('/api/v1/namespaces', { method: 'PUT' })).code).toBe(405);
  });

  it('shows events of both groups as the same objects', async () => {
    const event = {
      metadata: { name: 'e' },
      involvedObject: { kind: 'Pod', name: 'p', namespace: 'default' },
      reason: 'Test',
      message: 'hello',
    };
    expect((await post('/api/v1/namespaces/default/events', JSON.stringify(event))).code).toBe(201);
    const { body } = await ask('/apis/events.k8s.io/v1/namespaces/default/events/e');
    expect(JSON.parse(body)).toMatchObject({ apiVersion: 'events.k8s.io/v1', note: 'hello', regarding: { kind: 'Pod' } });
  });
});
