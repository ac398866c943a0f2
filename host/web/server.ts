import type { AddressInfo } from 'node:net';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Log } from '../../clusters/log.ts';
import { errorCodes, type SlipwayError, toWire } from '../../engine/contract/errors.ts';
import { fromUnknown } from '../../engine/contract/rpc/from-unknown.ts';
import { type AppRouter, appRouter } from '../../engine/contract/rpc/router.ts';
import type { Services } from '../../engine/contract/services.ts';
import { logProcedureFailures } from '../procedure-failures.ts';
import { bearerToken, createGuard, type Guard } from './guard.ts';
import { servePages } from './pages.ts';
import { securityHeaders } from './security-headers.ts';
import { serveWebSocket } from './web-socket.ts';

export interface WebServerOptions {
  services: Services;
  /** 0: any free one. */
  port: number;
  token: string;
  /** Folder of the built UI. */
  pages: string;
  log: Log;
}

export interface WebServer {
  port: number;
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

/** The web UI and its API on 127.0.0.1. Rejects when the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const app = Fastify({ bodyLimit: 2 * 1024 * 1024, forceCloseConnections: true, routerOptions: { maxParamLength: 5000 } });
  const guard = createGuard({ token: options.token, port: () => portOf(app) });
  guardRequests(app, guard);
  answerErrors(app, options.log);
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok'));
  serveProcedures(app, options.services, options.log);
  await servePages(app, options.pages);
  const sockets = serveWebSocket(app.server, { services: options.services, guard, log: options.log });
  await app.listen({ host: '127.0.0.1', port: options.port });
  const port = portOf(app);
  return { port, url: `http://127.0.0.1:${port}`, close: () => closeAll(app, sockets) };
}

function guardRequests(app: FastifyInstance, guard: Guard): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(portOf(app)));
    guard.checkHost(request.headers.host);
    if (request.method !== 'GET' && request.method !== 'HEAD') guard.checkOrigin(request.headers.origin);
    if (request.url.startsWith('/trpc')) guard.checkToken(bearerToken(request.headers.authorization));
  });
}

function answerErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((thrown: FastifyError, request, reply) => {
    const error = fromUnknown(thrown);
    if (error.code === 'internal' && thrown.statusCode === undefined) log.error({ error: thrown, url: request.url }, 'request failed');
    return sendError(reply, error, thrown.statusCode);
  });
}

/** Fastify's own refusals (a body that is too large, a media type) keep their status. */
function sendError(reply: FastifyReply, error: SlipwayError, ownStatus: number | undefined): FastifyReply {
  return reply.status(ownStatus ?? errorCodes[error.code].http).send({ error: toWire(error) });
}

function serveProcedures(app: FastifyInstance, services: Services, log: Log): void {
  const trpcOptions: FastifyTRPCPluginOptions<AppRouter>['trpcOptions'] = {
    router: appRouter,
    createContext: () => ({ services }),
    onError: logProcedureFailures(log),
  };
  app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions });
}

function portOf(app: FastifyInstance): number {
  return (app.server.address() as AddressInfo | null)?.port ?? 0;
}

async function closeAll(app: FastifyInstance, sockets: { close(): void }): Promise<void> {
  sockets.close();
  await app.close();
}
