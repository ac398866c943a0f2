import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { eventually } from '../../helpers/eventually.ts';
import { kubeconfigFor } from '../../helpers/scripted-api-server.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

const pod = { namespace: 'default', name: 'one' };

interface Streams extends AsyncDisposable {
  clock: SimulatedClock;
  forward(): Promise<Duplex>;
  exec(): Promise<{ exited: Promise<unknown> }>;
  /** The server's sides, in order. */
  sockets: WebSocket[];
  pings: () => number;
}

/** A server that accepts streams and says nothing on them. Scripted: no real one can be told to leave pings unanswered. */
async function silentStreams({ answersPings }: { answersPings: boolean }): Promise<Streams> {
  const sockets: WebSocket[] = [];
  let pings = 0;
  const streams = new WebSocketServer({ noServer: true, autoPong: answersPings });
  const server = createServer().on('upgrade', (request, socket, head) => {
    streams.handleUpgrade(request, socket, head, (accepted) => {
      accepted.on('ping', () => pings++);
      sockets.push(accepted);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const clock = new SimulatedClock();
  const kubeconfig = kubeconfigFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const cluster = createKubernetesCluster({ kubeconfig, clock, log: silentLog });
  return {
    clock,
    sockets,
    pings: () => pings,
    forward: () => cluster.forward(pod, 80),
    exec: () => cluster.exec(pod, { command: ['ls'] }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

it('a stream into a pod whose other side has gone silent is cut, and says so', async () => {
  await using streams = await silentStreams({ answersPings: false });
  const connection = await streams.forward();
  const { exited } = await streams.exec();
  const read = text(connection).catch((error: unknown) => error);
  for (let ping = 1; ping <= 2; ping++) {
    await streams.clock.advance(20_000);
    await eventually(() => streams.pings() === 2 * ping);
  }
  await streams.clock.advance(20_000);
  expect(await read).toMatchObject({
    name: 'ClusterUnreachable',
    message: expect.stringMatching(/did not answer: it did not answer in time/),
  });
  await expect(exited).rejects.toThrow(/The connection to .* was lost while the command ran/);
  await eventually(() => streams.sockets.every(({ readyState }) => readyState >= 2));
});

it('an idle stream into a pod that answers pings stays open, and leaves no timer behind', async () => {
  await using streams = await silentStreams({ answersPings: true });
  const connection = await streams.forward();
  for (let ping = 1; ping <= 10; ping++) {
    await streams.clock.advance(20_000);
    await eventually(() => streams.pings() === ping);
    // The answer is on its way back through this process.
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(connection.destroyed).toBe(false);
  connection.destroy();
  await eventually(() => streams.clock.waiting === 0);
});
