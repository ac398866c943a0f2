import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** The command as a person runs it from a checkout, on a data directory of its own. */
function slipway(words: string[], options: { dataDirectory?: string; input?: string } = {}) {
  return execa(process.execPath, ['cli/main.ts', ...words], {
    reject: false,
    env: { SLIPWAY_DATA_DIR: options.dataDirectory ?? '/nonexistent/slipway', NO_COLOR: '1' },
    input: options.input ?? '',
  });
}

describe('the command line', () => {
  it('shows examples first, then what there is', async () => {
    const { stdout, exitCode } = await slipway(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout.indexOf('Examples')).toBeGreaterThan(0);
    expect(stdout.indexOf('Examples')).toBeLessThan(stdout.indexOf('Commands'));
    for (const verb of ['serve', 'status', 'apply', 'get', 'delete', 'logs', 'chat', 'sandbox', 'kubeconfig', 'version']) {
      expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'));
    }
  });

  it.each([['apply'], ['sandbox', 'nodes', 'add'], ['chat']])('shows examples and options of %s', async (...words) => {
    const { stdout, exitCode } = await slipway([...words, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Examples\n  `);
    expect(stdout).toContain('--json');
  });

  it('prints its version', async () => {
    expect((await slipway(['version'])).stdout).toMatch(/^\d+\.\d+\.\d+$/);
    expect(JSON.parse((await slipway(['version', '--json'])).stdout)).toHaveProperty('version');
  });

  it.each([
    [['frobnicate'], 'There is no command "slipway frobnicate".'],
    [['get', '--frob'], "Unknown option '--frob'."],
    [['apply'], 'slipway apply needs a file.'],
    [['apply', '-f'], "Option '-f, --filename <value>' argument missing."],
    [['apply', '-f', '/no/such/file'], 'The file /no/such/file cannot be read: there is no such file.'],
    [['get', 'frobs'], 'slipway get knows no kind "frobs".'],
    [['delete'], 'Missing required positional argument: NAME.'],
    [['delete', 'a', 'b'], 'slipway delete does not know what to do with "b"'],
    [['logs', 'a', '--tail', 'many'], '--tail many is not a whole number.'],
    [['serve', '--port', 'http'], '--port http is not a port.'],
    [['sandbox', 'reset'], 'Nobody can be asked, because this is no terminal.'],
    [['sandbox', 'addons', 'enable'], 'Missing required positional argument: NAME.'],
    [['sandbox', 'addons', 'enable', 'keda', 'frob'], 'There is no add-on frob.'],
  ])('ends %j with exit code 2 and a sentence on stderr', async (words, sentence) => {
    const { stdout, stderr, exitCode } = await slipway(words);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it.each([
    [['status']],
    [['get']],
    [['chat', 'm', 'hello']],
    [['sandbox', 'nodes', 'list']],
    [['sandbox', 'addons', 'enable', 'keda', 'flux']],
  ])('says how to start one when %j finds none running', async (words) => {
    const { stderr, exitCode } = await slipway(words);
    expect(stderr).toContain('No Slipway is running on the data directory /nonexistent/slipway.');
    expect(stderr).toContain('slipway serve');
    expect(exitCode).toBe(1);
  });

  it('answers status --json that none is running', async () => {
    const { stdout, exitCode } = await slipway(['status', '--json']);
    expect(JSON.parse(stdout)).toEqual({ running: false, dataDirectory: '/nonexistent/slipway' });
    expect(exitCode).toBe(0);
  });

  it('gives errors as JSON too where JSON was asked for', async () => {
    const { stdout, stderr } = await slipway(['get', '--json']);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'not_ready' });
    expect(stderr).toContain('No Slipway is running');
  });

  it('says that there is no kubeconfig yet', async () => {
    await using folder = await temporaryFolder();
    const { stderr, exitCode } = await slipway(['kubeconfig'], { dataDirectory: folder.path });
    expect(stderr).toContain(`There is no kubeconfig at ${folder.path}`);
    expect(exitCode).toBe(1);
  });

  it('refuses to serve from a data directory that is a file', async () => {
    const { stderr, exitCode } = await slipway(['serve', '--no-open', '--data-dir', 'package.json']);
    expect(stderr).toMatch(/The data directory .*package\.json cannot be used: it is not a folder\./);
    expect(exitCode).toBe(1);
  });
});
