import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';

export interface RawRequest {
  method?: string;
  /** With its query. */
  path: string;
  headers?: Record<string, string>;
  /** Text is sent as it is, anything else as JSON. */
  body?: unknown;
}

export interface RawAnswer {
  code: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON; throws when it is none. */
  json<Body = Record<string, unknown>>(): Body;
}

/** Sends requests exactly as given to the server of a kubeconfig's current context: for what a client library hides. */
export function createRawRequests(kubeconfigPath: string): (request: RawRequest) => Promise<RawAnswer> {
  const kubeconfig = new KubeConfig();
  kubeconfig.loadFromFile(kubeconfigPath);
  const server = new URL(kubeconfig.getCurrentCluster()?.server ?? '');
  return async ({ method = 'GET', path, headers = {}, body }) => {
    const options = { method, path, hostname: server.hostname, port: server.port, headers: {} };
    await kubeconfig.applyToHTTPSOptions(options);
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const contentHeaders =
      text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
    return new Promise((resolve, reject) => {
      const outgoing = request({ ...options, headers: { ...options.headers, ...contentHeaders, ...headers } }, async (answer) => {
        try {
          resolve(await readAnswer(answer));
        } catch (error) {
          reject(error);
        }
      });
      outgoing.once('error', reject);
      outgoing.end(text);
    });
  };
}

async function readAnswer(answer: IncomingMessage): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return { code: answer.statusCode ?? 0, headers: answer.headers, text, json: <Body>() => JSON.parse(text) as Body };
}
