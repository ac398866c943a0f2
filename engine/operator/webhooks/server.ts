/** The webhooks' HTTPS. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../../clusters/log.ts';
import type { CertificateSource, ServingCertificate } from '../certificates/certificate-source.ts';
import { explainListening } from '../port-in-use.ts';
import { respond, type Webhooks } from './respond.ts';

export interface WebhookServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly certificates: CertificateSource;
  readonly webhooks: Webhooks;
  readonly log: Log;
}

export interface WebhookServer extends AsyncDisposable {
  /** The port, once there is a certificate to serve with. Rejects when the port cannot be had. */
  readonly listening: Promise<number>;
  /** For `/readyz`. */
  readiness(): 'ready' | string;
}

/** Listens from the first certificate on, and goes on with each that follows without closing a connection. */
export function startWebhookServer(options: WebhookServerOptions): WebhookServer {
  const { certificates, log } = options;
  const listening = Promise.withResolvers<number>();
  listening.promise.catch((error: unknown) => log.error({ error }, 'the webhooks are not served'));
  let server: Server | undefined;
  let port: number | undefined;
  const leave = certificates.onChange(use);
  const present = certificates.current();
  if (present) use(present);
  return {
    listening: listening.promise,
    readiness: () => (port === undefined ? `webhooks: ${certificates.missing() ?? 'about to listen'}` : 'ready'),
    async [Symbol.asyncDispose]() {
      leave();
      if (!server?.listening) return;
      server.closeIdleConnections();
      server.close();
      await once(server, 'close');
    },
  };

  function use({ certificate, key }: ServingCertificate): void {
    try {
      if (server) server.setSecureContext({ cert: certificate, key });
      else server = begin({ cert: certificate, key });
    } catch (error) {
      log.error({ error }, 'a certificate cannot be used; the webhooks go on with the one before');
    }
  }

  function begin(certificate: { cert: string; key: string }): Server {
    const begun = serve(options, certificate);
    begun.on('error', (error) => listening.reject(explainListening(error, { ...options, flag: '--webhook-port' })));
    begun.listen(options.port, options.host, () => {
      ({ port } = begun.address() as AddressInfo);
      log.info({ webhookPort: port }, 'webhooks are served');
      listening.resolve(port);
    });
    return begun;
  }
}

function serve({ webhooks, log }: WebhookServerOptions, certificate: { cert: string; key: string }): Server {
  // An API server waits for 10 s at most; what is slower is not waiting for an answer.
  const limits = { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 120_000 };
  const server = createServer({ ...certificate, ...limits, minVersion: 'TLSv1.2' }, (request, response) => {
    void handle(request, response, { webhooks, log });
  });
  // A scanner, or a client that does not trust us: nothing of ours has failed.
  server.on('tlsClientError', (error) => log.debug({ error }, 'a TLS handshake failed'));
  return server;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { webhooks, log }: { webhooks: Webhooks; log: Log },
): Promise<void> {
  try {
    const { code, type, body } = await respond(request, webhooks);
    // A body that nobody reads would hold the connection.
    if (!request.complete) response.setHeader('Connection', 'close');
    response.writeHead(code, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
    if (!request.complete) response.once('finish', () => request.destroy());
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    log.error({ error, path: request.url }, 'a review failed');
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' }).end('The review failed in the operator: see its log.\n');
  }
}
