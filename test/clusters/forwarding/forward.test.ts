import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { type ForwardOptions, forwardPod, forwardService } from '../../../clusters/forwarding/forward.ts';
import type { ForwardState, LocalForward } from '../../../clusters/forwarding/local-forward.ts';
import { pods, services } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { eventually } from '../../helpers/eventually.ts';
import { freePort } from '../../helpers/free-port.ts';
import { type RunningSandbox, runningSandbox } from '../sandbox/running-sandbox.ts';
import { echoAtTheEnd, fireHose, makePod, makeService, serviceAddress } from './helpers/served-pods.ts';

let running: RunningSandbox;
let cluster: Cluster;

beforeAll(async () => {
  running = await runningSandbox();
  // Over HTTPS and WebSockets, as to any other cluster.
  cluster = createKubernetesCluster({ kubeconfigPath: running.sandbox.kubeconfigPath, clock: systemClock, log: silentLog });
});
afterAll(() => running[Symbol.asyncDispose]());

beforeEach(async () => {
  const { items } = await cluster.list(pods, { namespace: 'default' });
  for (const { metadata } of items) await cluster.delete(pods, metadata, { gracePeriodSeconds: 0 });
  await cluster.delete(services, serviceAddress).catch((error: { code?: number }) => {
    if (error.code !== 404) throw error;
  });
  await eventually(async () => (await cluster.list(pods, { namespace: 'default' })).items.length === 0);
});

function toService(options: Partial<ForwardOptions> = {}): Promise<LocalForward> {
  return forwardService({ cluster, service: serviceAddress, clock: systemClock, random: Math.random, log: silentLog, ...options });
}

/** The answer's text; each request has a connection of its own. */
function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: new Agent({ keepAlive: false }) }, (answer) => text(answer).then(resolve, reject)).once('error', reject);
  });
}

/** An answer of which the first piece has come. */
async function begun(url: string): Promise<IncomingMessage> {
  const [answer] = (await once(get(url, { agent: new Agent({ keepAlive: false }) }), 'response')) as [IncomingMessage];
  await once(answer, 'readable');
  return answer;
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

describe('a forward to a service', () => {
  it('leads to its pods in turn, on loopback', async () => {
    await makeService(cluster);
    await makePod(cluster, 'one');
    await makePod(cluster, 'two');
    await using forward = await toService();
    await eventually(() => forward.state().phase === 'ready');
    expect(forward.url).toBe(`http://127.0.0.1:${forward.port}`);
    const answers = await eventually(async () => {
      const names = [await ask(forward.url), await ask(forward.url), await ask(forward.url)];
      return new Set(names).size === 2 && names;
    });
    expect(answers[0]).toBe(answers[2]);
  });

  it('streams fifty answers side by side', async () => {
    await makeService(cluster);
    await makePod(cluster, 'one');
    await using forward = await toService();
    await eventually(() => forward.state().phase === 'ready');
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(`${forward.url}/stream`)));
    for (const answer of answers) expect(answer.split('\n')).toHaveLength(21);
  });

  it('goes to another pod when the first goes away, on the same port', async () => {
    await makeService(cluster);
    await makePod(cluster, 'one');
    await using forward = await toService();
    const states: ForwardState[] = [];
    forward.onChange((state) => states.push(state));
    const { port } = forward;
    expect(await ask(forward.url)).toBe('one');

    const endless = await begun(`${forward.url}/endless`);
    await cluster.delete(pods, { namespace: 'default', name: 'one' }, { gracePeriodSeconds: 0 });
    await expect(text(endless)).rejects.toThrow('aborted');
    await eventually(() => forward.state().phase === 'waiting');
    expect(forward.state().message).toMatch(/^No pod of the service default\/served is ready \(0 of [01]\)\.$/);
    const waiting = ask(forward.url);
    await makePod(cluster, 'two');
    expect(await waiting).toBe('two');
    expect([forward.port, forward.state().phase, forward.state().message]).toEqual([port, 'ready', null]);
    expect(states.map(({ phase }) => phase)).toContain('waiting');
  });

  it('lets a connection wait a few seconds for a pod, then cuts it', async () => {
    await makeService(cluster);
    await using forward = await toService();
    expect(forward.state()).toMatchObject({ phase: 'waiting', message: 'No pod of the service default/served is ready (0 of 0).' });
    const start = performance.now();
    await expect(ask(forward.url)).rejects.toMatchObject({ code: 'ECONNRESET' });
    const took = performance.now() - start;
    expect(took).toBeGreaterThan(3_000);
    expect(took).toBeLessThan(20_000);
  });

  it('opens before the service is there, and says that it is not', async () => {
    await using forward = await toService();
    expect(forward.state()).toMatchObject({ phase: 'failed', message: expect.stringContaining('There is no service default/served.') });
    await makeService(cluster);
    await makePod(cluster, 'late');
    await eventually(() => forward.state().phase === 'ready');
    expect(await ask(forward.url)).toBe('late');
  });

  it('carries every byte both ways, and that a side has ended', async () => {
    await makeService(cluster);
    await makePod(cluster, 'echo', echoAtTheEnd);
    // In process the way is a socket, which can pass on that a side has ended.
    await using forward = await toService({ cluster: running.sandbox.cluster });
    await eventually(() => forward.state().phase === 'ready');
    const socket = await connected(forward.port);
    const sent = randomBytes(5_000_000);
    socket.end(sent);
    const received = await buffer(socket);
    const lineEnd = received.indexOf(10);
    expect(received.subarray(0, lineEnd).toString()).toBe(String(sent.length));
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(digest(received.subarray(lineEnd + 1))).toBe(digest(sent));
  });

  it('does not hold what a slow client has not read', async () => {
    await makeService(cluster);
    await makePod(cluster, 'hose', fireHose);
    await using forward = await toService();
    await eventually(() => forward.state().phase === 'ready');
    const socket = await connected(forward.port);
    socket.pause();
    const before = process.memoryUsage().rss;
    const sent = async () => {
      const lines: string[] = [];
      for await (const line of cluster.logs({ namespace: 'default', name: 'hose' }, { tailLines: 1 })) lines.push(line);
      return Number(lines.at(-1)?.replace('sent ', ''));
    };
    // Once nothing more fits between them, the pod stands still.
    let last = -1;
    const standing = await eventually(
      async () => {
        const now = await sent();
        const isStanding = now > 0 && now === last;
        last = now;
        return isStanding && now;
      },
      { timeoutMs: 20_000, intervalMs: 500 },
    );
    expect(standing).toBeLessThan(64_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    socket.destroy();
  });

  it('ends everything when it is closed', async () => {
    await makeService(cluster);
    await makePod(cluster, 'one');
    const forward = await toService();
    await eventually(() => forward.state().phase === 'ready');
    const endless = await Promise.all(Array.from({ length: 10 }, () => begun(`${forward.url}/endless`)));
    await forward[Symbol.asyncDispose]();
    for (const answer of endless) await expect(text(answer)).rejects.toThrow('aborted');
    await expect(ask(forward.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('takes the port that is wanted, and says when it is taken', async () => {
    const port = await freePort();
    await using forward = await toService({ port });
    expect(forward.port).toBe(port);
    await expect(toService({ port })).rejects.toMatchObject({
      refusal: 'Unusable',
      message: `Port ${port} of this machine is taken by another program.`,
      fix: 'Choose another port, or 0 for any that is free.',
    });
  });

  it('is not opened when it is called off', async () => {
    const leave = new AbortController();
    leave.abort(new Error('enough'));
    await expect(toService({ signal: leave.signal })).rejects.toThrow('enough');
  });
});

describe('a forward to a pod', () => {
  const toPod = (port: number | string) =>
    forwardPod({
      cluster,
      pod: { namespace: 'default', name: 'one', port },
      clock: systemClock,
      random: Math.random,
      log: silentLog,
    });

  it('leads to it until it ends, and again when one of its name runs', async () => {
    await makePod(cluster, 'one');
    await using forward = await toPod('http');
    expect(await ask(forward.url)).toBe('one');
    await cluster.delete(pods, { namespace: 'default', name: 'one' }, { gracePeriodSeconds: 0 });
    await eventually(() => forward.state().phase === 'failed');
    expect(forward.state().message).toBe('There is no pod default/one. Its owner may have made another in its place.');
    await makePod(cluster, 'one');
    expect(await ask(forward.url)).toBe('one');
  });

  it('says when nothing accepts on the port', async () => {
    await makePod(cluster, 'one');
    await using forward = await toPod(7009);
    const states: string[] = [];
    forward.onChange(({ phase }) => states.push(phase));
    await expect(ask(forward.url)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await eventually(() => forward.state().phase === 'failed');
    expect(forward.state().message).toMatch(/error forwarding port 7009 to pod .*ECONNREFUSED/);
    await expect(ask(forward.url)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(states).toEqual(['failed']);
  });
});
