import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** What a Service with kube-proxy is in a cluster: one port, each connection to the next replica. The control plane for tests has no kube-proxy. */
export interface ReplicasBehindOnePort extends AsyncDisposable {
  readonly port: number;
  /** How many connections each replica's port got. */
  readonly connections: ReadonlyMap<number, number>;
}

export async function behindOnePort(ports: readonly number[]): Promise<ReplicasBehindOnePort> {
  const connections = new Map<number, number>();
  let turn = 0;
  const server = createServer((client) => {
    const port = ports[turn++ % ports.length] ?? 0;
    connections.set(port, (connections.get(port) ?? 0) + 1);
    const replica = connect(port, '127.0.0.1');
    client.pipe(replica).pipe(client);
    client.on('error', () => replica.destroy());
    replica.on('error', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
