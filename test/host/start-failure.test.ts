import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { StorageError } from '../../clusters/sandbox/storage-error.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import { openLog } from '../../host/logging.ts';
import { startFailure } from '../../host/start-failure.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

it('says which storage cannot be read and what to do, and speaks of no log', async () => {
  await using folder = await temporaryFolder();
  const failure = startFailure(new StorageError('/data/sandbox.db', new Error('file is not a database')), logIn(folder.path));
  expect(failure.message).toBe("The sandbox's storage /data/sandbox.db cannot be read: file is not a database.");
  expect(failure.fix).toMatch(/^Put a copy of it in its place, or move it away and start again/);
});

it('passes on what is for people already', async () => {
  await using folder = await temporaryFolder();
  const taken = new SlipwayError('port_in_use', 'The port 8080 is taken.');
  expect(startFailure(taken, logIn(folder.path))).toBe(taken);
});

it('writes what nobody foresaw to the log that it names', async () => {
  await using folder = await temporaryFolder();
  const logFile = logIn(folder.path);
  const failure = startFailure(new TypeError('undefined is not a function'), logFile);
  expect(failure).toMatchObject({ code: 'internal', message: 'Slipway could not start: undefined is not a function' });
  expect(failure.fix).toContain(logFile.path);
  expect(await readFile(logFile.path, 'utf8')).toContain('start-failure.test.ts');
});

function logIn(dataDirectory: string) {
  return openLog({ dataDirectory, say: () => {} });
}
