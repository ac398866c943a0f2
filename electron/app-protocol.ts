/** Serves the UI bundle under app://slipway: no file://, no TCP. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { appOrigin, contentSecurityPolicy } from './policy.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Answers a request for `app://slipway/...` from the folder of the built UI. Paths of pages (without an extension) get
 * index.html, so that a reload comes back to the same page. Nothing outside the folder is ever read.
 */
export function createAppProtocol(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (`${url.protocol}//${url.host}` !== appOrigin) return plain(403, 'Only app://slipway is served here.');
    if (request.method !== 'GET') return plain(405, 'Only GET is served here.');
    const path = fileFor(folder, url.pathname);
    if (!path) return plain(400, 'This path is not valid.');
    return readFile(path).then(
      (content) => new Response(content, { headers: headersFor(path) }),
      () => plain(404, `The UI has no file ${url.pathname}.`),
    );
  };
}

function fileFor(folder: string, pathname: string): string | undefined {
  const decoded = decode(pathname);
  if (decoded === undefined || decoded.includes('\0')) return undefined;
  const relative = extname(decoded) === '' ? 'index.html' : decoded;
  const path = normalize(join(folder, relative));
  return path.startsWith(normalize(folder) + sep) ? path : undefined;
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined; // A stray percent sign: not a path of ours.
  }
}

function headersFor(path: string): Record<string, string> {
  return {
    'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  };
}

function plain(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'content-security-policy': contentSecurityPolicy },
  });
}
