import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { pods } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { kubeconfigFor } from '../../helpers/scripted-api-server.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

interface Scripted extends AsyncDisposable {
  cluster: Cluster;
}

/** A cluster whose server does with requests for an upgrade what a test says; any other is answered with an object. */
async function scripted(onUpgrade: (request: IncomingMessage, socket: Duplex) => void): Promise<Scripted> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder());
  const server = createServer((_request, response) => response.end('{"metadata":{"name":"one"}}'));
  server.on('upgrade', onUpgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  started.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const kubeconfigPath = join(folder.path, 'kubeconfig');
  await writeFile(kubeconfigPath, kubeconfigFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  const parts = started.move();
  const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
  return { cluster, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** Accepts every WebSocket, in its first protocol. */
function accepting(onSocket: (socket: WebSocket) => void): (request: IncomingMessage, socket: Duplex) => void {
  const server = new WebSocketServer({ noServer: true });
  return (request, socket) => server.handleUpgrade(request, socket, Buffer.alloc(0), onSocket);
}

const key = { namespace: 'default', name: 'one' };
const channel = (number: number, data: string | Buffer) => Buffer.concat([Buffer.from([number]), Buffer.from(data)]);

it('loses nothing that a server sends together with its acceptance', async () => {
  const answer = accepting((socket) => {
    for (const number of [0, 1]) socket.send(channel(number, Buffer.from([80, 0])));
    socket.send(channel(0, 'at once'));
    socket.close();
  });
  await using server = await scripted(answer);
  expect(await text(await server.cluster.forward(key, 80))).toBe('at once');
});

it('does not use a connection again whose server refused to upgrade it', async () => {
  const answer = (_request: IncomingMessage, socket: Duplex) => {
    const body = 'container not found ("main")';
    socket.write(`HTTP/1.1 500 Internal Server Error\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    socket.on('data', () => socket.destroy());
  };
  await using server = await scripted(answer);
  await expect(server.cluster.exec(key, { command: ['ls'] })).rejects.toMatchObject({ code: 500 });
  // A write is not sent a second time.
  expect((await server.cluster.patch(pods, key, { type: 'merge', body: {} })).metadata.name).toBe('one');
});

it('says that the connection was lost when it ends before the command', async () => {
  await using server = await scripted(accepting((socket) => socket.send(channel(1, 'begun'), () => socket.terminate())));
  const session = await server.cluster.exec(key, { command: ['ls'] });
  expect(await text(session.stdout)).toBe('begun');
  await expect(session.exited).rejects.toThrow(/The connection to http:.* was lost while the command ran/);
});

it('repeats what a server says of a port, as an error of the connection', async () => {
  const answer = accepting((socket) => {
    for (const number of [0, 1]) socket.send(channel(number, Buffer.from([80, 0])));
    socket.send(channel(1, 'error forwarding port 80: connection refused'));
  });
  await using server = await scripted(answer);
  const connection = await server.cluster.forward(key, 80);
  await expect(text(connection)).rejects.toMatchObject({ code: 500, message: 'error forwarding port 80: connection refused' });
});

it('says that nothing answers, and gives up when told, while it opens', async () => {
  await using hanging = await scripted(() => {});
  const leave = new AbortController();
  const opening = hanging.cluster.exec(key, { command: ['ls'], signal: leave.signal });
  leave.abort(new Error('no longer wanted'));
  await expect(opening).rejects.toThrow('no longer wanted');
  await using cutting = await scripted((_request, socket) => void socket.destroy());
  await expect(cutting.cluster.forward(key, 80)).rejects.toMatchObject({ name: 'ClusterUnreachable' });
});
