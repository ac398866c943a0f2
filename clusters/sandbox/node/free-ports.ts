import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Hands out loopback ports that nothing listens on, none twice until it is given back. */
export interface FreePorts {
  take(): Promise<number>;
  giveBack(port: number): void;
}

/** No port taken yet. */
export function createFreePorts(): FreePorts {
  const taken = new Set<number>();
  return {
    async take() {
      for (;;) {
        const port = await portFromSystem();
        if (taken.has(port)) continue;
        taken.add(port);
        return port;
      }
    },
    giveBack: (port) => void taken.delete(port),
  };
}

async function portFromSystem(): Promise<number> {
  const server = createServer();
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
