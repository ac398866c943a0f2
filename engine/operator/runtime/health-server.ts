import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface HealthServerOptions {
  /** 0: any free one. */
  port: number;
  /** Default: loopback. In a pod, `0.0.0.0`, so that the kubelet's probes reach it. */
  host?: string | undefined;
  registry: Registry;
  /** What `/readyz` answers; a text says what is missing. */
  readiness: () => 'ready' | string;
}

export interface HealthServer extends AsyncDisposable {
  readonly port: number;
}

/** Serves `/metrics`, `/healthz` and `/readyz`. */
export async function startHealthServer({ port, host = '127.0.0.1', registry, readiness }: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return answer(response, 200, 'ok');
    if (path === '/readyz') return answer(response, readiness() === 'ready' ? 200 : 503, readiness());
    if (path === '/metrics') return void answerMetrics(response, registry);
    return answer(response, 404, 'Here are /metrics, /healthz and /readyz.');
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answerMetrics(response: ServerResponse, registry: Registry): Promise<void> {
  try {
    response.setHeader('Content-Type', registry.contentType);
    response.end(await registry.metrics());
  } catch (error) {
    answer(response, 500, error instanceof Error ? error.message : String(error));
  }
}

function answer(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
