import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, constants, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { downloadTool } from '../../../../clusters/kind/tools/download-tool.ts';
import type { ToolEntry } from '../../../../clusters/kind/tools/tools-lock.ts';
import { freePort } from '../../../helpers/free-port.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const program = Buffer.from('#!/bin/sh\necho kind v0.33.0\n'.repeat(10_000));

/** A server of releases, and the entry of a lock for what it should give. */
async function releases(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const entry: ToolEntry = {
    name: 'kind',
    version: '0.33.0',
    platform: 'linux',
    architecture: 'x64',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kind`,
    sha256: createHash('sha256').update(program).digest('hex'),
  };
  return {
    entry,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a program is downloaded, may be run, and its progress is told', async () => {
  await using folder = await temporaryFolder();
  await using server = await releases((_, response) => response.writeHead(200, { 'content-length': program.length }).end(program));
  const received: number[] = [];
  const onProgress = ({ receivedBytes, totalBytes }: { receivedBytes: number; totalBytes: number | undefined }) => {
    received.push(receivedBytes);
    expect(totalBytes).toBe(program.length);
  };
  const path = await downloadTool(server.entry, join(folder.path, 'tools'), { fetch, onProgress });
  expect(path).toBe(join(folder.path, 'tools', 'kind'));
  expect(await readFile(path)).toEqual(program);
  await access(path, constants.X_OK);
  expect(received.at(-1)).toBe(program.length);
  expect(await readdir(join(folder.path, 'tools'))).toEqual(['kind']);
});

test('on Windows the file is called .exe, and redirections are followed', async () => {
  await using folder = await temporaryFolder();
  await using server = await releases((request, response) => {
    if (request.url === '/kind') response.writeHead(302, { location: '/elsewhere' }).end();
    else response.end(program);
  });
  const path = await downloadTool({ ...server.entry, platform: 'win32' }, folder.path, { fetch });
  expect(path).toBe(join(folder.path, 'kind.exe'));
});

test('a file with another checksum is thrown away, said with both checksums, and the older program stays', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'kind'), 'older');
  await using server = await releases((_, response) => response.end('something else'));
  const wrong = createHash('sha256').update('something else').digest('hex');
  await expect(downloadTool(server.entry, folder.path, { fetch })).rejects.toMatchObject({
    name: 'ProviderError',
    message: `What ${server.entry.url} gave is not kind 0.33.0: its SHA-256 is ${wrong}, and should be ${server.entry.sha256}. It was thrown away.`,
    fix: expect.stringContaining('a proxy may answer in its place'),
  });
  expect(await readdir(folder.path)).toEqual(['kind']);
  expect(await readFile(join(folder.path, 'kind'), 'utf8')).toBe('older');
});

test('an answer that breaks off leaves nothing', async () => {
  await using folder = await temporaryFolder();
  await using server = await releases((_, response) => {
    response.writeHead(200, { 'content-length': program.length });
    response.write(program.subarray(0, 1_000), () => response.destroy());
  });
  await expect(downloadTool(server.entry, folder.path, { fetch })).rejects.toThrow(/^kind 0\.33\.0 was not downloaded from http/);
  expect(await readdir(folder.path)).toEqual([]);
});

test('a server that refuses is said with its status', async () => {
  await using folder = await temporaryFolder();
  await using server = await releases((_, response) => response.writeHead(404).end());
  await expect(downloadTool(server.entry, folder.path, { fetch })).rejects.toThrow('the server answered 404 Not Found');
});

test('a server that is not there is said with the reason of the system', async () => {
  await using folder = await temporaryFolder();
  await using server = await releases(() => undefined);
  const url = `http://127.0.0.1:${await freePort()}/kind`;
  await expect(downloadTool({ ...server.entry, url }, folder.path, { fetch })).rejects.toMatchObject({
    message: expect.stringContaining('ECONNREFUSED'),
    fix: expect.stringContaining('give a mirror in the settings'),
  });
});

test('cancelling a download leaves nothing', async () => {
  await using folder = await temporaryFolder();
  await using server = await releases((_, response) => {
    response.writeHead(200, { 'content-length': program.length });
    response.write(program.subarray(0, 1_000));
  });
  const cancel = new AbortController();
  const options = { fetch, signal: cancel.signal, onProgress: () => cancel.abort(new Error('enough')) };
  await expect(downloadTool(server.entry, folder.path, options)).rejects.toThrow('enough');
  expect(await readdir(folder.path)).toEqual([]);
});

test('a folder that cannot be made is said', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  await chmod(file, 0o600);
  await using server = await releases((_, response) => response.end(program));
  await expect(downloadTool(server.entry, join(file, 'tools'), { fetch })).rejects.toThrow(
    `kind cannot be kept in ${join(file, 'tools')}: `,
  );
});
