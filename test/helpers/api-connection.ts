import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';

/** Kept connections to an API server, with nothing between a test and the wire. */
export interface ApiConnection extends Disposable {
  /** Answers with any code; rejects when there is no answer. */
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** The answer as it begins, its body unread: for watches and for lists too long to keep. */
  open(request: ApiRequest): Promise<IncomingMessage>;
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** Of the body; JSON when absent. */
  contentType?: string;
  body?: string;
}

export interface ApiAnswer {
  code: number;
  text: string;
}

export interface ApiAccess {
  server: string;
  ca: string | Buffer;
  cert: string | Buffer;
  key: string | Buffer;
}

/** At most so many connections at a time, each used again and again. */
export function connectToApi({ server, ca, cert, key }: ApiAccess, connections: number): ApiConnection {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca, cert, key });
  const { hostname, port } = new URL(server);

  function open({ method = 'GET', path, contentType = 'application/json', body }: ApiRequest): Promise<IncomingMessage> {
    const headers = body === undefined ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      request({ agent, hostname, port, method, path, headers: { accept: 'application/json', ...headers } }, resolve)
        .once('error', reject)
        .end(body);
    });
  }

  return {
    open,
    async send(asked) {
      const answer = await open(asked);
      return { code: answer.statusCode ?? 0, text: await text(answer) };
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

interface Kubeconfig {
  clusters: [{ cluster: { server: string; 'certificate-authority-data': string } }];
  users: [{ user: { 'client-certificate-data': string; 'client-key-data': string } }];
}

/** From a kubeconfig with one cluster and a client certificate, all in the file. */
export async function readApiAccess(kubeconfigPath: string): Promise<ApiAccess> {
  const { clusters, users } = parse(await readFile(kubeconfigPath, 'utf8')) as Kubeconfig;
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  const decode = (data: string) => Buffer.from(data, 'base64');
  return {
    server: cluster.server,
    ca: decode(cluster['certificate-authority-data']),
    cert: decode(user['client-certificate-data']),
    key: decode(user['client-key-data']),
  };
}
