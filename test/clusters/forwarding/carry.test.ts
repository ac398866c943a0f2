import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carry } from '../../../clusters/forwarding/carry.ts';
import { type LoopbackListener, listenOnLoopback } from '../../../clusters/forwarding/listen.ts';
import { eventually } from '../../helpers/eventually.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

let listener: LoopbackListener;
let arrived: Promise<Socket>;
beforeEach(async () => {
  const { promise, resolve } = Promise.withResolvers<Socket>();
  arrived = promise;
  listener = await listenOnLoopback(0, resolve);
});
afterEach(() => listener[Symbol.asyncDispose]());

/** A way into a pod that cannot pass on that a side has ended, as a WebSocket cannot; the test plays the pod. */
function wayIntoPod(): Duplex & { received: string } {
  const way = new Duplex({
    allowHalfOpen: true,
    read() {},
    write(chunk: Buffer, _encoding, done) {
      way.received += chunk.toString();
      done();
    },
  }) as Duplex & { received: string };
  way.received = '';
  return way;
}

async function carried() {
  const client = connect({ port: listener.port, host: '127.0.0.1', allowHalfOpen: true });
  await once(client, 'connect');
  const clock = new SimulatedClock();
  const remote = wayIntoPod();
  let answers = 0;
  const over = carry(await arrived, remote, { clock, onAnswer: () => answers++ });
  return { client, clock, remote, over, answers: () => answers };
}

describe('a carried connection', () => {
  it('hands over all that came before the pod ended', async () => {
    const { client, remote, over, answers } = await carried();
    client.write('question');
    await eventually(() => remote.received === 'question');
    expect(answers()).toBe(0);
    remote.push('x'.repeat(1_000_000));
    remote.push('the end');
    remote.push(null);
    expect((await text(client)).slice(-7)).toBe('the end');
    client.end();
    expect(await over).toBeUndefined();
    expect(answers()).toBe(1);
  });

  it('is reset when the way into the pod breaks: half an answer must not pass for a whole one', async () => {
    const { client, remote, over } = await carried();
    remote.push('half');
    await once(client, 'data');
    remote.destroy(new Error('the node is gone'));
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    expect((await over)?.message).toBe('the node is gone');
  });

  it('is reset as well when the way just closes in the middle', async () => {
    const { client, remote, over } = await carried();
    client.on('error', () => {});
    remote.destroy();
    expect((await over)?.message).toBe('The connection to the pod was cut.');
    await eventually(() => client.destroyed);
  });

  it('is over at once when the way was gone before', async () => {
    const client = connect({ port: listener.port, host: '127.0.0.1' });
    client.on('error', () => {});
    const remote = wayIntoPod();
    remote.on('error', () => {});
    remote.destroy(new Error('gone before'));
    const over = await carry(await arrived, remote, { clock: new SimulatedClock(), onAnswer: () => {} });
    expect(over?.message).toBe('gone before');
    await eventually(() => client.destroyed);
  });

  it('lets a client that has ended its side be answered, until the pod is silent for a minute', async () => {
    const { client, clock, remote, over } = await carried();
    client.end('question');
    await eventually(() => remote.received === 'question' && clock.waiting > 0);
    let answered = '';
    client.on('data', (chunk: Buffer) => {
      answered += chunk.toString();
    });
    for (const piece of ['a', 'b', 'c']) {
      await clock.advance(50_000);
      remote.push(piece);
      await eventually(() => answered.endsWith(piece));
    }
    expect(remote.destroyed).toBe(false);
    await clock.advance(60_000);
    await over;
    expect([answered, remote.destroyed, clock.waiting]).toEqual(['abc', true, 0]);
  });

  it('ends the way into the pod when the client is cut off', async () => {
    const { client, remote, over } = await carried();
    client.resetAndDestroy();
    await over;
    expect(remote.destroyed).toBe(true);
  });
});

it('a port that is taken, or may not be used, is refused with a sentence', async () => {
  const taken: Server = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  await expect(listenOnLoopback(port, () => {})).rejects.toThrow(`Port ${port} of this machine is taken by another program.`);
  await expect(listenOnLoopback(70_000, () => {})).rejects.toThrow('70000 is no port: they end at 65535.');
  taken.close();
});
