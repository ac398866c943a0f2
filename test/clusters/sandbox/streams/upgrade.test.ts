import { once } from 'node:events';
import { request } from 'node:https';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../../../clusters/clock.ts';
import { pods } from '../../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../../clusters/log.ts';
import type { Sandbox } from '../../../../clusters/sandbox/sandbox.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { isAlive } from '../../../helpers/is-alive.ts';
import { createRawRequests } from '../../../helpers/raw-requests.ts';
import { type RunningSandbox, runningSandbox } from '../running-sandbox.ts';
import { inDefault } from '../workloads.ts';

/** A sandbox with a pod `one` that sleeps. */
async function runningPod(): Promise<RunningSandbox> {
  await using started = new AsyncDisposableStack();
  const { sandbox } = started.use(await runningSandbox());
  const sleeping = { name: 'main', image: 'node', command: ['sleep', '1000'] };
  await sandbox.cluster.create(pods, { metadata: inDefault('one'), spec: { terminationGracePeriodSeconds: 1, containers: [sleeping] } });
  await eventually(async () => (await sandbox.cluster.get(pods, inDefault('one'))).status?.containerStatuses?.[0]?.state?.running);
  const parts = started.move();
  return { sandbox, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

const podPath = '/api/v1/namespaces/default/pods/one';

/** What a plain request for an upgrade is answered, without credentials unless in the headers. */
async function ask(sandbox: Sandbox, path: string, headers: Record<string, string>): Promise<{ code: number | undefined; text: string }> {
  const outgoing = request(`${sandbox.url}${path}`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      ...headers,
    },
    rejectUnauthorized: false,
  });
  outgoing.end();
  const [answer] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { code: answer.statusCode, text };
}

it('upgrades nothing for a stranger, nor for another host name', async () => {
  await using running = await runningPod();
  const { sandbox } = running;
  const offered = { 'sec-websocket-protocol': 'v5.channel.k8s.io' };
  expect((await ask(sandbox, `${podPath}/exec?command=ls&stdout=true`, offered)).code).toBe(401);
  expect((await ask(sandbox, `${podPath}/exec?command=ls&stdout=true`, { ...offered, host: 'example.com' })).code).toBe(403);
  const elsewhere = await ask(sandbox, '/api/v1/pods', offered);
  expect([elsewhere.code, JSON.parse(elsewhere.text).kind]).toEqual([401, 'Status']);
});

it('answers a request that asks for an upgrade where there is none as any other, and one for streams without an upgrade with 400', async () => {
  await using running = await runningPod();
  const { sandbox } = running;
  const raw = createRawRequests(sandbox.kubeconfigPath);
  const upgrading = { connection: 'Upgrade', upgrade: 'websocket' };
  expect((await raw({ path: podPath, headers: upgrading })).json()).toMatchObject({ kind: 'Pod', metadata: { name: 'one' } });
  for (const subresource of ['exec?command=ls', 'attach', 'portforward']) {
    const { code, text } = await raw({ path: `${podPath}/${subresource}` });
    expect([code, JSON.parse(text).message]).toEqual([400, 'Upgrade request required']);
  }
  expect(
    (await raw({ path: `${podPath}/exec?command=ls&stdout=true`, headers: { ...upgrading, 'sec-websocket-protocol': 'other' } })).code,
  ).toBe(403);
});

it('kills a command when its client goes without a word', async () => {
  await using running = await runningPod();
  const { sandbox } = running;
  const cluster = createKubernetesCluster({ kubeconfigPath: sandbox.kubeconfigPath, clock: systemClock, log: silentLog });
  const session = await cluster.exec(inDefault('one'), { command: ['sh', '-c', 'echo $$; sleep 1000'] });
  const [line] = await once(session.stdout, 'data');
  expect(isAlive(Number(line))).toBe(true);
  session.close();
  await eventually(() => !isAlive(Number(line)));
});

it('cuts open streams when it stops, and their clients say that the connection was lost', async () => {
  const running = await runningPod();
  const { sandbox } = running;
  const cluster = createKubernetesCluster({ kubeconfigPath: sandbox.kubeconfigPath, clock: systemClock, log: silentLog });
  const session = await cluster.exec(inDefault('one'), { command: ['sh', '-c', 'echo $$; sleep 1000'] });
  const [line] = await once(session.stdout, 'data');
  const outcome = session.exited.catch((error: unknown) => error);
  await running[Symbol.asyncDispose]();
  const ended = await outcome;
  // Which is seen first, the end of the command or that of the connection, nobody can tell.
  expect(JSON.stringify(ended) === '{"code":137}' || (ended as Error).name === 'ClusterUnreachable').toBe(true);
  await eventually(() => !isAlive(Number(line)));
});

it('speaks the older port-forwarding of client libraries, several ports on one connection', async () => {
  await using running = await runningPod();
  const { sandbox } = running;
  const { createServer } = await import('node:net');
  const server = createServer((socket) => void socket.end('hello')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const { KubeConfig } = await import('@kubernetes/client-node');
  const kubeconfig = new KubeConfig();
  kubeconfig.loadFromFile(sandbox.kubeconfigPath);
  const options = {};
  await kubeconfig.applyToHTTPSOptions(options);
  const url = `${sandbox.url.replace('https', 'wss')}${podPath}/portforward?ports=${port}&ports=9`;
  const socket = new WebSocket(url, ['v4.channel.k8s.io'], options);
  const channels: Record<number, Buffer> = {};
  socket.on('message', (message: Buffer) => {
    const channel = message[0] ?? 0;
    channels[channel] = Buffer.concat([channels[channel] ?? Buffer.alloc(0), message.subarray(1)]);
  });
  await once(socket, 'close');
  server.close();
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16LE(port);
  expect(channels[0]).toEqual(Buffer.concat([prefix, Buffer.from('hello')]));
  expect(channels[1]).toEqual(prefix);
  expect(String(channels[3]?.subarray(2))).toMatch(/^error forwarding port 9 to pod one/);
});
