import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually.ts';
import { endpointManifest } from '../helpers/manifests.ts';
import { runningServe, runSlipway } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

describe('commands beside a running serve', () => {
  it('say what runs, for people and as JSON', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    const status = JSON.parse((await serve.slipway(['status', '--json'])).stdout);
    expect(status).toMatchObject({ running: true, url: serve.url, pid: serve.pid, dataDirectory: folder.path });
    expect(status.clusters).toMatchObject([{ name: 'sandbox', provider: 'sandbox', simulated: true, nodes: 3 }]);
    expect(JSON.stringify(status)).not.toContain(serve.token);
    expect((await serve.slipway(['status'])).stdout).toContain(`Web UI      ${serve.url}/#token=`);

    const { stdout: path } = await serve.slipway(['kubeconfig', '--path']);
    expect(path).toBe(status.kubeconfig);
    expect((await serve.slipway(['kubeconfig'])).stdout).toBe((await readFile(path, 'utf8')).trimEnd());
  }, 60_000);

  it('show nothing, apply, show it, follow its history', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    expect((await serve.slipway(['get'])).stdout).toBe('No endpoints.');
    expect((await serve.slipway(['apply', '-f', '-', '--dry-run'], endpointManifest('demo'))).stdout).toBe(
      'aimendpoint/demo in aim-engine created (dry run)',
    );
    expect(JSON.parse((await serve.slipway(['apply', '-f', '-', '--json'], endpointManifest('demo'))).stdout)).toMatchObject([
      { kind: 'AIMEndpoint', name: 'demo', outcome: 'created' },
    ]);
    const rows = JSON.parse((await serve.slipway(['get', 'endpoints', '-n', 'aim-engine', '--json'])).stdout);
    expect(rows).toMatchObject([{ key: { name: 'demo' }, model: 'Qwen/Qwen2.5-7B-Instruct' }]);
    expect((await serve.slipway(['get', 'endpoints', '-n', 'default'])).stdout).toBe('No endpoints.');
    expect((await serve.slipway(['get', 'endpoints', 'demo'])).stdout).toContain('Choose a recipe');
    expect((await serve.slipway(['history'])).stdout).toContain('aimendpoint/demo created');
    const asked = await serve.slipway(['delete', 'demo']);
    expect(asked.stderr).toContain('Add --yes');
    expect((await serve.slipway(['get', 'endpoints', 'nobody'])).stderr).toContain('There is no endpoint nobody.');
  }, 60_000);

  it('change the fleet', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    expect((await serve.slipway(['sandbox', 'nodes', 'add', '--gpu', 'MI325X', '--count', '4'])).stdout).toBe('node/mi325x-1 added');
    expect((await serve.slipway(['sandbox', 'nodes', 'list'])).stdout).toMatch(/^mi325x-1 +ready +MI325X +4\/4 +256 GiB/m);
    const again = await serve.slipway(['sandbox', 'nodes', 'add', '--gpu', 'MI325X', '--count', '4', '--name', 'mi325x-1']);
    expect(again.stderr).toContain('already exists');
    expect((await serve.slipway(['sandbox', 'nodes', 'remove', 'mi325x-1', '--yes'])).stdout).toBe('node/mi325x-1 removed');
    const gone = await serve.slipway(['sandbox', 'nodes', 'remove', 'mi325x-1', '--yes']);
    expect(gone.stderr).toContain('The sandbox has no node "mi325x-1".');
    expect(gone.exitCode).toBe(2);
  }, 60_000);

  it('reset the sandbox only when nothing runs on it', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    const refused = await serve.slipway(['sandbox', 'reset', '--yes']);
    expect(refused.stderr).toContain(`is in use: process ${serve.pid}`);
    await serve.stop();
    expect(existsSync(join(folder.path, 'sandbox'))).toBe(true);
    const reset = await runSlipway(['sandbox', 'reset', '--yes'], { dataDirectory: folder.path });
    expect(reset.exitCode).toBe(0);
    expect(existsSync(join(folder.path, 'sandbox'))).toBe(false);
  }, 60_000);
});

describe('serve', () => {
  it('ends with the command that started it, even when that is killed', async () => {
    await using folder = await temporaryFolder();
    const wrapper = spawn(process.execPath, [
      'cli/slipway.mjs',
      'serve',
      '--no-open',
      '--port',
      '0',
      '--gateway-port',
      '0',
      '--data-dir',
      folder.path,
    ]);
    const file = join(folder.path, 'serve.json');
    await eventually(() => existsSync(file), { timeoutMs: 30_000 });
    const { pid } = JSON.parse(await readFile(file, 'utf8'));
    wrapper.kill('SIGKILL');
    await eventually(() => !alive(pid));
    expect(existsSync(file)).toBe(false);
  }, 60_000);

  it('leaves no process behind when it is killed itself', async () => {
    await using folder = await temporaryFolder();
    await using serve = await runningServe(folder.path);
    const { gatewayUrl } = await serve.call.workbench.status.query();
    expect((await fetch(`${gatewayUrl}/health`)).status).toBe(200);
    await serve.kill();
    await eventually(() =>
      fetch(`${gatewayUrl}/health`).then(
        () => false,
        () => true,
      ),
    );
    expect(JSON.parse((await serve.slipway(['status', '--json'])).stdout)).toMatchObject({ running: false });
  }, 60_000);
});

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
