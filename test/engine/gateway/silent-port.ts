import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A port that takes no connection and refuses none, like a host behind a firewall. */
export async function silentPort(): Promise<{ port: number } & AsyncDisposable> {
  // Its thread never accepts again, so connections fill the kernel's backlog and then hang.
  const stuck = `
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer();
    server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });
  `;
  const worker = new Worker(stuck, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers: Socket[] = [];
  while (await connects(port, fillers));
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}

async function connects(port: number, fillers: Socket[]): Promise<boolean> {
  const filler = connect(port, '127.0.0.1');
  // Cut at the end.
  filler.on('error', () => {});
  fillers.push(filler);
  const timeout = AbortSignal.timeout(200);
  return once(filler, 'connect', { signal: timeout }).then(
    () => true,
    () => false,
  );
}
