import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stringify } from 'yaml';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface ScriptedApiServer extends AsyncDisposable {
  readonly port: number;
  /** Every request so far: `GET /api/v1/pods?limit=500`. */
  readonly requests: string[];
  /** For `createKubernetesCluster`. */
  readonly kubeconfig: string;
}

/**
 * An HTTP server that answers as a test says. A stand-in on purpose: no real API server can be told to forget a version,
 * to garble a line or to ask for patience at a given moment.
 */
export async function scriptedApiServer(answer: Answer): Promise<ScriptedApiServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    kubeconfig: kubeconfigFor(`http://127.0.0.1:${port}`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A kubeconfig's text with one context, `scripted`; the user's fields as given. */
export function kubeconfigFor(server: string, user: object = {}, cluster: object = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'scripted',
    clusters: [{ name: 'scripted', cluster: { server, ...cluster } }],
    contexts: [{ name: 'scripted', context: { cluster: 'scripted', user: 'somebody' } }],
    users: [{ name: 'somebody', user }],
  });
}

export function answerJson(response: ServerResponse, code: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function statusBody(code: number, reason: string, message = reason): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code, reason, message };
}
