import { childServer } from './child-server.ts';
import { type Measured, measureLoad } from './load.ts';
import { hasNginx, startNginx } from './nginx.ts';

export interface Row extends Measured {
  target: 'direct' | 'gateway' | 'nginx';
  connections: number;
}

export interface BenchOptions {
  /** The program beside this file that is the model server: the mock costs least, the simulator takes its time. */
  upstream?: 'mock-upstream.ts' | 'simulator-upstream.ts';
  connections?: readonly number[];
  /** Each figure is the best of so many. */
  rounds?: number;
  seconds?: number;
}

/**
 * Requests per second and latency of one mock model server: asked directly, through the gateway, and through Debian's
 * nginx where it is installed. The three take turns, so that whatever else the machine does is shared out.
 */
export async function benchGateway(options: BenchOptions = {}): Promise<Row[]> {
  const { connections = [1, 10, 50], rounds = 3, seconds = 2 } = options;
  await using upstream = await childServer(options.upstream ?? 'mock-upstream.ts');
  await using gateway = await childServer('gateway-under-test.ts', String(upstream.port));
  await using nginx = hasNginx() ? await startNginx(upstream.port) : undefined;
  const ports = { direct: upstream.port, gateway: gateway.port, ...(nginx && { nginx: nginx.port }) };
  for (const port of Object.values(ports)) await measureLoad({ port, connections: 10, seconds: 1 });

  const rows: Row[] = [];
  for (const count of connections) {
    const measured: Row[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const [target, port] of Object.entries(ports) as [Row['target'], number][]) {
        measured.push({ target, connections: count, ...(await measureLoad({ port, connections: count, seconds })) });
      }
    }
    for (const repeated of Map.groupBy(measured, (row) => row.target).values()) rows.push(bestRow(repeated));
  }
  return rows;
}

/** The machine's other work only ever worsens a figure, so the best round is nearest to what the target itself costs. */
function bestRow(rows: Row[]): Row {
  const [first] = rows;
  if (!first) throw new Error('no round was measured');
  return {
    ...first,
    requestsPerSecond: Math.max(...rows.map((row) => row.requestsPerSecond)),
    p50Ms: Math.min(...rows.map((row) => row.p50Ms)),
    p99Ms: Math.min(...rows.map((row) => row.p99Ms)),
  };
}
