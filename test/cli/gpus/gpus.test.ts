import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { device, machineView } from '../../../engine/contract/views/device.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const fixtures = 'test/fixtures/hardware';

/** `user`: run by somebody who is not root, whom files cannot refuse. */
function slipway(words: string[], options: { input?: string; path?: string; user?: number } = {}) {
  const { PATH = '' } = process.env;
  return execa(process.execPath, ['cli/main.ts', 'gpus', ...words], {
    reject: false,
    env: { SLIPWAY_DATA_DIR: '/nonexistent/slipway', NO_COLOR: '1', PATH: options.path ?? PATH },
    input: options.input ?? '',
    ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
  });
}

describe('slipway gpus parse', () => {
  test('prints exactly the devices as JSON; what is wrong with the whole goes to stderr', async () => {
    const { stdout, stderr, exitCode } = await slipway(['parse', 'node', `${fixtures}/node/cluster.yaml`, '--json']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('NVIDIA GPU present, device plugin missing');
    const devices = device.array().parse(JSON.parse(stdout));
    expect(devices).toHaveLength(6);
  });
  test('reads a folder by the paths in it, and shows what is alike as one row', async () => {
    const { stdout, exitCode } = await slipway(['parse', 'kfd', `${fixtures}/amd/sys-dpx`]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^2 +MI300X +DPX\/NPS1 +96\.0 GiB/m);
  });
  test('reads standard input', async () => {
    const input = '{"kind": "Node", "metadata": {"name": "a"}, "status": {"allocatable": {"amd.com/gpu": "2"}}}';
    expect(JSON.parse((await slipway(['parse', 'node', '-', '--json'], { input })).stdout)).toHaveLength(2);
  });
  test("reads UTF-16, as Windows' redirections write it, and an empty file as no GPU", async () => {
    await using folder = await temporaryFolder();
    const csv = '\uFEFFindex, name, memory.total [MiB]\r\n0, NVIDIA L40S, 46068\r\n';
    await writeFile(join(folder.path, 'wide.csv'), Buffer.from(csv, 'utf16le'));
    await writeFile(join(folder.path, 'empty.csv'), '');
    const wide = await slipway(['parse', 'nvidia-smi-csv', join(folder.path, 'wide.csv'), '--json']);
    expect(JSON.parse(wide.stdout)).toMatchObject([{ model: 'L40S', memoryMiB: 46_068 }]);
    const empty = await slipway(['parse', 'rocm-smi-json', join(folder.path, 'empty.csv'), '--json']);
    expect(empty).toMatchObject({ exitCode: 0, stdout: '[]', stderr: expect.stringContaining('is empty') });
  });
  test.each([
    [['parse', 'frob', 'x'], 2, 'There is no tool "frob".'],
    [['parse'], 2, 'Say which tool printed it.'],
    [['parse', 'kfd'], 2, 'Say which file has the output of kfd.'],
    [['frob'], 2, 'slipway gpus has no action "frob".'],
    [['parse', 'kfd', '/no/such/folder'], 1, 'There is no file or folder /no/such/folder.'],
    [['parse', 'kfd', 'x', '--cluster', 'prod'], 2, '--cluster asks a cluster'],
    [['--frob'], 2, "Unknown option '--frob'"],
  ])('ends %j with exit code %d and a sentence', async (words, code, sentence) => {
    const { stderr, exitCode } = await slipway(words);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(code);
  });
  test('says of a file and a folder that this user may not read that it is so', async () => {
    await using folder = await temporaryFolder();
    await chmod(folder.path, 0o755);
    await writeFile(join(folder.path, 'file'), '', { mode: 0o000 });
    await mkdir(join(folder.path, 'folder'), { mode: 0o000 });
    const nobody = process.getuid?.() === 0 ? { user: 65_534 } : {};
    for (const name of ['file', 'folder']) {
      const { stderr, exitCode } = await slipway(['parse', 'kfd', join(folder.path, name)], nobody);
      expect(stderr).toContain(`${join(folder.path, name)} may not be read by this user.`);
      expect(exitCode).toBe(3);
    }
  });
  test('says of a binary file that it is none to read', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'b'), Buffer.from([1, 0, 0, 2, 0, 7, 0, 0, 3]));
    const { stderr, exitCode } = await slipway(['parse', 'nvidia-smi-xml', join(folder.path, 'b')]);
    expect(stderr).toContain('it is a binary file');
    expect(exitCode).toBe(2);
  });
});

describe('slipway gpus', () => {
  test('of this machine says calmly that there is none, and what was looked for', async () => {
    await using folder = await temporaryFolder();
    const { stdout, stderr, exitCode } = await slipway([], { path: folder.path });
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/GPU/);
    const machine = machineView.parse(JSON.parse((await slipway(['--json'], { path: folder.path })).stdout));
    expect(machine.probes.map(({ tool }) => tool)).toContain(process.platform === 'linux' ? 'kfd' : 'nvidia-smi-csv');
  });
});
