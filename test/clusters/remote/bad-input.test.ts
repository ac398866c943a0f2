/** What a person gets who attaches a cluster that cannot be reached, or by whom it cannot be: a sentence each, and nothing remembered. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClusterUnreachable } from '../../../clusters/api-error.ts';
import { nodes } from '../../../clusters/kinds.ts';
import { createCertificates } from '../../../clusters/sandbox/api/certificates.ts';
import { eventually } from '../../helpers/eventually.ts';
import { freePort } from '../../helpers/free-port.ts';
import { httpProxy } from '../../helpers/proxies.ts';
import { answerJson, statusBody } from '../../helpers/scripted-api-server.ts';
import { base64, type SecureApiServer, secureApiServer } from '../../helpers/secure-api-server.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';
import { emptyCluster, type RemoteWorld, remoteWorld } from './helpers/remote-world.ts';

let world: RemoteWorld;
beforeEach(async () => {
  world = await remoteWorld();
});
afterEach(async () => {
  expect(world.attachments.list()).toEqual([]);
  await world[Symbol.asyncDispose]();
});

/** Why attaching the context is refused. */
async function refusalOf(cluster: Record<string, unknown>, user: Record<string, unknown> = {}, at = world): Promise<Error> {
  await at.write({ prod: { cluster, user } });
  return refusalOfContext('prod', at);
}

async function refusalOfContext(context: string, at = world): Promise<Error> {
  try {
    await at.provider.attach('prod', { options: { context } });
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was attached');
}

function reached({ port, trust }: SecureApiServer): Record<string, unknown> {
  return { server: `https://127.0.0.1:${port}`, ...trust };
}

/** A JSON Web Token that ended at that time; nobody signed it. */
function tokenUntil(end: number): string {
  const claims = Buffer.from(JSON.stringify({ exp: Math.floor(end / 1000) })).toString('base64url');
  return `e30.${claims}.c2ln`;
}

describe('a server that', () => {
  it('does not listen', async () => {
    const server = `https://127.0.0.1:${await freePort()}`;
    const refusal = await refusalOf({ server });
    expect(refusal).toBeInstanceOf(ClusterUnreachable);
    expect(refusal.message).toBe(
      `The API server at ${server} did not answer: nothing listens there. Start the cluster, or check the address in the kubeconfig.`,
    );
  });

  it('has a name that nobody knows', async () => {
    const { message } = await refusalOf({ server: 'https://no-such-cluster.invalid:6443' });
    // Which of both it is depends on whether there is a name server at all.
    expect(message).toMatch(
      /^The API server at https:\/\/no-such-cluster\.invalid:6443 did not answer: (its name is not known here|the name server did not answer)\. Check /,
    );
  });

  it('takes the connection and never answers', async () => {
    const taken: Socket[] = [];
    const blackHole = createServer((socket) => void taken.push(socket.on('error', () => {}))).listen(0, '127.0.0.1');
    await once(blackHole, 'listening');
    const clock = new SimulatedClock();
    await using waiting = await remoteWorld({ clock });
    const server = `https://127.0.0.1:${(blackHole.address() as AddressInfo).port}`;
    const refused = refusalOf({ server }, {}, waiting);
    await eventually(() => taken.length === 1);
    await clock.advance(5_000);
    expect((await refused).message).toBe(
      `The API server at ${server} did not answer: it did not answer in time. Check your network, VPN and firewall.`,
    );
    for (const socket of taken) socket.destroy();
    blackHole.close();
  });

  it('has the certificate of another host', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    const { message } = await refusalOf({ ...reached(server), 'tls-server-name': 'prod.example.com' });
    expect(message).toMatch(/its certificate is for another name\. Check the address, or tls-server-name in the kubeconfig\.$/);
  });

  it('has a certificate of an authority that is not known', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    await using stranger = await secureApiServer();
    for (const trust of [{}, stranger.trust]) {
      const { message } = await refusalOf({ server: `https://127.0.0.1:${server.port}`, ...trust });
      expect(message).toMatch(/^The API server at https:\/\/127\.0\.0\.1:\d+ did not answer: its certificate .*authority.*kubeconfig/);
    }
  });

  it('is behind a proxy that is not there, or does not let us through', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    const port = await freePort();
    const absent = await refusalOf({ ...reached(server), 'proxy-url': `http://127.0.0.1:${port}` });
    expect(absent.message).toMatch(new RegExp(`^The API server at .* did not answer: the proxy .*127\\.0\\.0\\.1:${port}.*proxy`));
    await using proxy = await httpProxy({ refuseWith: 403 });
    const refusing = await refusalOf({ ...reached(server), 'proxy-url': `http://127.0.0.1:${proxy.port}` });
    expect(refusing.message).toMatch(/did not answer: the proxy .*403/);
  });

  it('is no API server', async () => {
    await using server = await secureApiServer({ answer: (_request, response) => void response.end('{"hello":"world"}') });
    expect((await refusalOf(reached(server))).message).toBe(
      `At https://127.0.0.1:${server.port} there seems to be no API server: its /version names no release of Kubernetes. Check the address in the kubeconfig, and sign in to the network if it asks for that.`,
    );
  });
});

describe('a user whose', () => {
  const past = Date.UTC(2020, 0, 31, 12);

  it('token has ended', async () => {
    await using server = await secureApiServer({ answer: emptyCluster(() => false) });
    const ended = await refusalOf(reached(server), { token: tokenUntil(past) });
    expect(ended).toMatchObject({
      code: 401,
      message: `The API server at https://127.0.0.1:${server.port} does not accept the user "prod" of the kubeconfig: the token ended on 2020-01-31 12:00 UTC. Sign in again, or get a new kubeconfig from whoever runs the cluster.`,
    });
    await writeFile(join(world.folder, 'token'), tokenUntil(past));
    expect((await refusalOf(reached(server), { tokenFile: 'token' })).message).toContain('the token ended on 2020-01-31');
  });

  it('token is not accepted for a reason that only the server knows', async () => {
    await using server = await secureApiServer({ answer: emptyCluster(() => false) });
    for (const token of ['opaque', tokenUntil(Date.now() + 3_600_000), 'a.b.c']) {
      expect((await refusalOf(reached(server), { token })).message).toBe(
        `The API server at https://127.0.0.1:${server.port} does not know who asks: the credentials are missing, wrong or expired. Check the user in the kubeconfig, or sign in again.`,
      );
    }
  });

  it('client certificate has ended', async () => {
    const { clientCertificate, clientKey } = await createCertificates(Date.now() - 30 * 365 * 24 * 3_600_000);
    // As API servers do: the connection is accepted, and then nobody is known by that certificate.
    const isAuthorized = (request: { socket: unknown }) => (request.socket as TLSSocket).authorized;
    await using server = await secureApiServer({ answer: emptyCluster(isAuthorized) });
    const user = { 'client-certificate-data': base64(clientCertificate), 'client-key-data': base64(clientKey) };
    expect((await refusalOf(reached(server), user)).message).toMatch(
      /does not accept the user "prod" of the kubeconfig: the client certificate ended on \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Sign in again/,
    );
  });

  const program = (command: string, more: object = {}) => ({
    exec: { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never', command, ...more },
  });

  it('program for credentials is not there, with how to get it', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    await using trusting = await remoteWorld({ consent: async () => true });
    const user = program('no-such-program', { installHint: 'Get it from https://example.com.' });
    expect((await refusalOf(reached(server), user, trusting)).message).toBe(
      `No credentials for https://127.0.0.1:${server.port}: the program no-such-program is not there, or not on the PATH. Get it from https://example.com. Check the user in the kubeconfig.`,
    );
  });

  it('program for credentials fails, with what it said', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    await using trusting = await remoteWorld({ consent: async () => true });
    const user = program('sh', { args: ['-c', 'echo "your session is over: run login" >&2; exit 3'] });
    expect((await refusalOf(reached(server), user, trusting)).message).toContain(
      'the program sh ended with 3: your session is over: run login',
    );
  });

  it('program for credentials may not be run', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    await using refusing = await remoteWorld({ consent: async () => false });
    for (const at of [world, refusing]) {
      expect((await refusalOf(reached(server), program('sh'), at)).message).toMatch(
        /wants the program sh to be run for the context "prod", and that was not allowed\. Check the user in the kubeconfig\.$/,
      );
    }
    expect(server.requests).toEqual([]);
  });

  it('program for credentials waits for a person longer than the server may take: that is no fault of the server', async () => {
    await using server = await secureApiServer({ answer: emptyCluster(({ headers }) => headers.authorization === 'Bearer late') });
    const clock = new SimulatedClock();
    const asked = Promise.withResolvers<boolean>();
    const consent = () => asked.promise;
    await using waiting = await remoteWorld({ clock, consent });
    const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token: 'late' } };
    await waiting.write({ prod: { cluster: reached(server), user: program('echo', { args: [JSON.stringify(credential)] }) } });
    const attached = waiting.provider.attach('prod');
    await clock.advance(60_000);
    asked.resolve(true);
    expect(await attached).toEqual({ name: 'prod', state: 'running' });
  });

  it('rights do not suffice: the rule that would grant it is in the sentence', async () => {
    const said = 'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope';
    await using server = await secureApiServer({
      answer: (request, response) =>
        request.url?.startsWith('/api/v1/nodes')
          ? answerJson(response, 403, statusBody(403, 'Forbidden', said))
          : emptyCluster()(request, response),
    });
    await using attached = await remoteWorld();
    await attached.write({ prod: { cluster: reached(server) } });
    await attached.provider.attach('prod');
    await using opened = await attached.provider.open('prod');
    await expect(opened.cluster.list(nodes)).rejects.toThrow(
      `${said}. Use another context, or ask whoever runs the cluster for this permission: in a ClusterRole, {apiGroups: [""], resources: ["nodes"], verbs: ["list"]}.`,
    );
  });
});

describe('a kubeconfig that', () => {
  it('is not there', async () => {
    const path = join(world.folder, 'none.yaml');
    await expect(world.provider.attach('prod', { options: { kubeconfig: path } })).rejects.toThrow(
      `The kubeconfig ${path} cannot be read: there is no such file. Check the file.`,
    );
    await using nowhere = await remoteWorld({ kubeconfig: {}, environment: { HOME: world.folder } });
    await expect(nowhere.provider.attach('prod')).rejects.toThrow(
      `The kubeconfig ${world.folder}/.kube/config is not there or says nothing. Name a kubeconfig, or set KUBECONFIG.`,
    );
  });

  it.each([
    ['is no YAML', 'contexts: [', /cannot be read: .* at line 1, column 12\. Check the file\./],
    ['is something else', 'kind: Pod\napiVersion: v1', /cannot be read: it is a Pod of v1, not a Config of v1\. Check the file\./],
    ['has a field of the wrong type', 'clusters: [{name: a, cluster: {server: 7}}]', /clusters\[0\]\.cluster\.server is not text/],
    [
      'names a cluster that is not in it',
      'current-context: a\ncontexts: [{name: a, context: {cluster: gone, user: u}}]\nusers: [{name: u, user: {}}]',
      /cannot be used with its context "a": its cluster "gone" is not there\. Correct the file\./,
    ],
    ['names no current context', 'contexts: [{name: a, context: {}}]', /names no current context\. Choose one of: a\./],
  ])('%s', async (_what, text, sentence) => {
    await writeFile(join(world.folder, 'kubeconfig'), text);
    await expect(world.provider.attach('prod')).rejects.toThrow(sentence);
  });

  it('has no such context, with the nearest that it has', async () => {
    const cluster = { server: 'https://127.0.0.1:1' };
    await world.write({ staging: { cluster }, 'prod-eu': { cluster }, 'prod-us': { cluster }, dev: { cluster } });
    expect((await refusalOfContext('prod-eo')).message).toBe(
      `The kubeconfig ${world.folder}/kubeconfig has no context "prod-eo". Did you mean "prod-eu"? Choose one of: prod-eu, prod-us, dev, staging.`,
    );
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`cluster-${index}`, { cluster }]));
    await world.write({ ...many, 'gpu-farm': { cluster } });
    expect((await refusalOfContext('GPU-form')).message).toMatch(
      /has no context "GPU-form"\. Did you mean "gpu-farm"\? Choose one of: gpu-farm, .* and 481 more\.$/,
    );
  });
});
