import { childServer } from './child-server.ts';
import { type Measured, measureLoad } from './load.ts';
import { hasNginx, startNginx } from './nginx.ts';

export interface Row extends Measured {
  target: 'direct' | 'gateway' | 'nginx';
  connections: number;
}

export interface BenchOptions {
  connections?: readonly number[];
  /** Each figure is the median of so many. */
  rounds?: number;
  seconds?: number;
}

/**
 * Requests per second and latency of one mock model server: asked directly, through the gateway, and through Debian's
 * nginx where it is installed. The three take turns, so that whatever else the machine does is shared out.
 */
export async function benchGateway({ connections = [1, 10, 50], rounds = 3, seconds = 2 }: BenchOptions = {}): Promise<Row[]> {
  await using upstream = await childServer('mock-upstream.ts');
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
    for (const repeated of Map.groupBy(measured, (row) => row.target).values()) rows.push(medianRow(repeated));
  }
  return rows;
}

function medianRow(rows: Row[]): Row {
  const [first] = rows;
  if (!first) throw new Error('no round was measured');
  return {
    ...first,
    requestsPerSecond: median(rows.map((row) => row.requestsPerSecond)),
    p50Ms: median(rows.map((row) => row.p50Ms)),
    p99Ms: median(rows.map((row) => row.p99Ms)),
  };
}

function median(values: number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
