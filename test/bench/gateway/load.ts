import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { execa } from 'execa';

export interface Load {
  port: number;
  connections: number;
  seconds: number;
}

export interface Measured {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const wrk = '/usr/bin/wrk';
const path = '/v1/chat/completions';

/** Asks for small completions as fast as they are answered. With wrk where it is installed: it costs the machine least. */
export async function measureLoad(load: Load): Promise<Measured> {
  return hasWrk() ? withWrk(load) : withAutocannon(load);
}

/** What makes the load, for the report. */
export function loadTool(): 'wrk' | 'autocannon' {
  return hasWrk() ? 'wrk' : 'autocannon';
}

function hasWrk(): boolean {
  try {
    accessSync(wrk, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function withWrk({ port, connections, seconds }: Load): Promise<Measured> {
  const script = fileURLToPath(new URL('completion.lua', import.meta.url));
  const url = `http://127.0.0.1:${port}${path}`;
  const { stdout } = await execa(wrk, ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '-s', script, url]);
  const report = JSON.parse(stdout.slice(stdout.lastIndexOf('{'))) as Measured & { failed: number };
  if (report.failed > 0) throw new Error(`${report.failed} requests to port ${port} failed`);
  return report;
}

async function withAutocannon({ port, connections, seconds }: Load): Promise<Measured> {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'What is a slipway?' }] });
  const headers = { 'content-type': 'application/json' };
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    method: 'POST',
    headers,
    body,
    connections,
    duration: seconds,
  });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests to port ${port} failed`);
  return { requestsPerSecond: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}
