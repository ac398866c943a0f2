import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../../helpers/eventually.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import type { ChildServer } from './child-server.ts';

const program = '/usr/sbin/nginx';

/** True where Debian's nginx is installed. */
export function hasNginx(): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** nginx with one worker and kept connections in front of `upstream`, as its documentation sets up a proxy. */
export async function startNginx(upstream: number): Promise<ChildServer> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const path = join(folder.path, 'nginx.conf');
  await writeFile(path, configuration({ folder: folder.path, port, upstream }));
  const child = spawn(program, ['-p', folder.path, '-c', path, '-e', join(folder.path, 'error.log')], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await folder[Symbol.asyncDispose]();
  };
  try {
    // Whatever the upstream says to this path: nginx listens.
    await eventually(() => fetch(`http://127.0.0.1:${port}/`));
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, pid: child.pid ?? 0, [Symbol.asyncDispose]: stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function configuration({ folder, port, upstream }: { folder: string; port: number; upstream: number }): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${folder}/${kind};`);
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
${paths.join('\n')}
  access_log off;
  keepalive_requests 1000000000;
  upstream model_server { server 127.0.0.1:${upstream}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://model_server;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
`;
}
