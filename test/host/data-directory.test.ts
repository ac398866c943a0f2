import { randomBytes } from 'node:crypto';
import { chmod, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataDirectoryOf, prepareDataDirectory } from '../../host/data-directory.ts';
import { choosePort } from '../../host/ports.ts';
import { readServeFile, writeServeFile } from '../../host/serve-file.ts';
import { lockDataDirectory } from '../../host/serve-lock.ts';
import { sameToken, tokenOf, tokenPath } from '../../host/token.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const day = 24 * 60 * 60 * 1000;
const serveFile = { pid: 42, url: 'http://127.0.0.1:8470', tokenPath: '/t', version: '1', startedAt: 1 };

describe('the data directory', () => {
  it('is what was asked for, else the environment, else the platform', () => {
    expect(dataDirectoryOf('/asked', { SLIPWAY_DATA_DIR: '/environment' })).toBe('/asked');
    expect(dataDirectoryOf(undefined, { SLIPWAY_DATA_DIR: '/environment' })).toBe('/environment');
    expect(dataDirectoryOf(undefined, {})).toMatch(/slipway$/i);
  });

  it('is made for its owner only', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a', 'b');
    prepareDataDirectory(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('is refused by name when it is a file', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'file');
    await writeFile(path, '');
    expect(() => prepareDataDirectory(path)).toThrow(`The data directory ${path} cannot be used: it is not a folder.`);
    expect(() => prepareDataDirectory(join(path, 'below'))).toThrow('a part of its path is not a folder');
  });

  it.skipIf(process.platform !== 'linux')('is refused by name where even root may not write (Linux has such a place)', () => {
    expect(() => prepareDataDirectory('/proc/slipway')).toThrow(
      'The data directory /proc/slipway cannot be used: it cannot be created there.',
    );
  });

  // Root may write anywhere, whatever the mode says.
  it.skipIf(process.getuid?.() === 0)('is refused by name without permission', async () => {
    await using folder = await temporaryFolder();
    await chmod(folder.path, 0o500);
    expect(() => prepareDataDirectory(join(folder.path, 'below'))).toThrow('permission denied');
    await chmod(folder.path, 0o700);
  });
});

describe('the lock on a data directory', () => {
  it('lets one hold it, and names the holder to a second', async () => {
    await using folder = await temporaryFolder();
    const release = lockDataDirectory(folder.path);
    writeServeFile(folder.path, serveFile);
    expect(() => lockDataDirectory(folder.path)).toThrow(
      `The data directory ${folder.path} is in use: process 42 serves it at http://127.0.0.1:8470.`,
    );
    release();
    lockDataDirectory(folder.path)();
  });

  it('does not count a file that a killed process left', async () => {
    await using folder = await temporaryFolder();
    writeServeFile(folder.path, serveFile);
    lockDataDirectory(folder.path)();
  });
});

describe('the serve file', () => {
  it('is for its owner only and comes back as written', async () => {
    await using folder = await temporaryFolder();
    writeServeFile(folder.path, serveFile);
    expect(readServeFile(folder.path)).toEqual(serveFile);
    expect((await stat(join(folder.path, 'serve.json'))).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', '{"pid":"no"}'])('is nothing when it holds %j', async (text) => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'serve.json'), text);
    expect(readServeFile(folder.path)).toBeNull();
  });
});

describe('the token', () => {
  it('is kept for its owner only, and made anew after a month', async () => {
    await using folder = await temporaryFolder();
    const options = { dataDirectory: folder.path, now: Date.now(), randomBytes };
    const token = tokenOf(options);
    expect(token).toHaveLength(43);
    expect(tokenOf(options)).toBe(token);
    expect((await stat(tokenPath(folder.path))).mode & 0o777).toBe(0o600);
    const old = new Date(Date.now() - 31 * day);
    await utimes(tokenPath(folder.path), old, old);
    expect(tokenOf(options)).not.toBe(token);
  });

  it('is compared whole', () => {
    expect(sameToken('abc', 'abc')).toBe(true);
    expect(sameToken('abc', 'abd')).toBe(false);
    expect(sameToken('', 'abc')).toBe(false);
  });
});

describe('ports', () => {
  const wish = { purpose: 'the web UI', flag: '--port' };

  it('falls to any free port when the preferred one is taken', async () => {
    await using taken = await occupied();
    const port = await choosePort({ ...wish, asked: undefined, preferred: taken.port });
    expect(port).toBeGreaterThan(0);
    expect(port).not.toBe(taken.port);
  });

  it('refuses the port that was asked for when it is taken, by number', async () => {
    await using taken = await occupied();
    await expect(choosePort({ ...wish, asked: taken.port, preferred: 1 })).rejects.toMatchObject({
      code: 'port_in_use',
      message: `Port ${taken.port} for the web UI is in use by another program.`,
    });
  });

  it.each([-1, 65_536, 1.5, Number.NaN])('refuses %d, which is no port', async (asked) => {
    await expect(choosePort({ ...wish, asked, preferred: 1 })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

async function occupied() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const { port } = server.address() as { port: number };
  return { port, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
