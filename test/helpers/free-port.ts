import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port of 127.0.0.1 that nothing listened on a moment ago, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A port of Kubernetes' node port range (30000 to 32767) that nothing listens on, anywhere in it so that tests side by side rarely meet. */
export async function freeNodePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = 30_000 + Math.floor(Math.random() * 2_768);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
  throw new Error('no free port between 30000 and 32767 in 50 tries');
}
