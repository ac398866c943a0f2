import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createCertificates, type ServerCertificates } from '../../clusters/sandbox/api/certificates.ts';
import { type Answer, answerJson } from './scripted-api-server.ts';

/** A request as it arrived, with the name on the client's certificate. */
export interface SeenRequest {
  line: string;
  headers: IncomingHttpHeaders;
  certificate: string | undefined;
}

export interface SecureApiServer extends AsyncDisposable {
  readonly port: number;
  readonly requests: SeenRequest[];
  /** How many connections were made. */
  readonly connections: () => number;
  readonly certificates: ServerCertificates;
  /** A kubeconfig's cluster fields that trust the server. */
  readonly trust: { 'certificate-authority-data': string };
}

export interface SecureApiServerOptions {
  answer?: Answer;
  /** When its certificates were made. Default: just now. */
  madeAt?: number;
}

/** An HTTPS server with an authority of its own; answers every request with one Pod unless told otherwise. */
export async function secureApiServer({ answer = onePod, madeAt = Date.now() }: SecureApiServerOptions = {}): Promise<SecureApiServer> {
  const certificates = await createCertificates(madeAt);
  const requests: SeenRequest[] = [];
  let connections = 0;
  const { serverKey: key, serverCertificate: cert, ca } = certificates;
  const server = createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    const certificate = (request.socket as TLSSocket).getPeerCertificate().subject?.CN as string | undefined;
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers, certificate });
    answer(request, response);
  });
  server.on('secureConnection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    connections: () => connections,
    certificates,
    trust: { 'certificate-authority-data': base64(ca) },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const onePod: Answer = (_request, response) => answerJson(response, 200, { metadata: { name: 'web' } });

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
