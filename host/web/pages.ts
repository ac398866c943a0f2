import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SlipwayError } from '../../engine/contract/errors.ts';

/** The built UI: its files as they are, and its page under every other path, for the paths are the UI's own. */
export async function servePages(app: FastifyInstance, folder: string): Promise<void> {
  if (existsSync(folder)) await app.register(fastifyStatic, { root: folder, index: false, setHeaders: cacheByName });
  const page = (_request: FastifyRequest, reply: FastifyReply) => sendPage(reply, folder);
  app.get('/', page);
  app.get('/index.html', page);
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && isPagePath(request)) return page(request, reply);
    throw new SlipwayError('not_found', `There is nothing at ${request.url.slice(0, 200)}.`);
  });
}

async function sendPage(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const html = await readPage(folder);
  return reply.header('cache-control', 'no-store').type('text/html').send(html);
}

async function readPage(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'index.html'), 'utf8');
  } catch (error) {
    throw new SlipwayError('not_found', `The web UI is not built: ${folder} has no index.html.`, {
      cause: error,
      fix: 'Run "npm run build" in the checkout, or start with "npm start", which builds it.',
    });
  }
}

// Vite puts a hash of the content into the names below assets/, so they never change.
function cacheByName(reply: FastifyReply, path: string): void {
  reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}

// A name with a dot may be an endpoint's (`qwen-2.5`) as well as a file's: browsers ask for pages with text/html.
function isPagePath(request: FastifyRequest): boolean {
  const lastPart = request.url.split('?')[0]?.split('/').at(-1) ?? '';
  return (request.headers.accept ?? '').includes('text/html') || !lastPart.includes('.');
}
