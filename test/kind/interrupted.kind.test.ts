import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { FlowView } from '../../engine/contract/views/flow.ts';
import { eventually } from '../helpers/eventually.ts';
import { noKindCluster } from '../helpers/kind-cluster.ts';
import { fleetConfiguration } from './configurations.ts';
import { type Laboratory, openLaboratory } from './laboratory.ts';

const name = 'cut-short';

describe.skipIf(noKindCluster)('a Slipway that is killed', () => {
  it('offers to resume or to clean up what it was at, and both work', async () => {
    await using lab = await openLaboratory([name]);
    const config = `${lab.folder}/kind.yaml`;
    await writeFile(config, fleetConfiguration({ workers: 0 }));
    const create = ['cluster', 'create', name, '--config', config, '--image', lab.nodeImage];
    const install = ['install', '--cluster', name, '--image-base', lab.imageBase, '--yes'];

    const creation = await lab.step('creation killed', () => killed(lab, create, { kind: 'cluster.create', says: 'Prepare the nodes' }));
    await lab.step('creation cleaned up', () => lab.slipway(['tasks', 'clean-up', creation.id]));
    expect(await containersOf(name)).toEqual([]);
    expect((await lab.slipway(['cluster', 'list', '--json'])).stdout).not.toContain(name);

    const second = await lab.step('creation killed again', () =>
      killed(lab, create, { kind: 'cluster.create', says: 'Prepare the nodes' }),
    );
    await lab.step('creation resumed', () => lab.slipway(['tasks', 'resume', second.id]));
    expect(await lab.kubectl(name, ['get', 'nodes', '-o', 'jsonpath={.items[*].status.allocatable.amd\\.com/gpu}'])).toBe('8');

    const installation = await lab.step('installation killed', () => killed(lab, install, { kind: 'install', says: '  Apply' }));
    await lab.step('installation cleaned up', () => lab.slipway(['tasks', 'clean-up', installation.id]));
    expect(await lab.kubectl(name, ['get', 'namespaces', '-o', 'name'])).not.toContain('slipway-system');

    const another = await lab.step('installation killed again', () => killed(lab, install, { kind: 'install', says: '  Apply' }));
    await lab.step('installation resumed', () => lab.slipway(['tasks', 'resume', another.id]));
    const ready = await lab.kubectl(name, [
      'get',
      'deployments',
      '-n',
      'slipway-system',
      '-o',
      'jsonpath={.items[*].status.readyReplicas}',
    ]);
    expect(ready).toBe('2 2');
  }, 900_000);
});

/** Starts a command, ends it with SIGKILL once it has said what is given, and gives its flow as the next command finds it. */
async function killed(lab: Laboratory, words: string[], at: { kind: FlowView['kind']; says: string }): Promise<FlowView> {
  const child = spawn(process.execPath, ['cli/slipway.mjs', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, SLIPWAY_DATA_DIR: lab.dataDirectory, NO_COLOR: '1' },
  });
  const ended = once(child, 'close');
  const said = talkOf(child);
  await eventually(
    () => {
      if (said().includes(at.says)) return true;
      if (child.exitCode !== null) throw new Error(`it ended by itself with ${child.exitCode}: ${said()}`);
      return false;
    },
    { timeoutMs: 180_000 },
  );
  child.kill('SIGKILL');
  await ended;
  const found = await latest(lab, at.kind);
  expect(found).toMatchObject({ state: 'interrupted', can: { resume: true, cleanUp: true } });
  return found as FlowView;
}

function talkOf(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  return () => said;
}

async function latest(lab: Laboratory, kind: FlowView['kind']): Promise<FlowView | undefined> {
  const { stdout } = await lab.slipway(['tasks', 'list', '--json']);
  return (JSON.parse(stdout) as FlowView[]).find((flow) => flow.kind === kind);
}

async function containersOf(cluster: string): Promise<string[]> {
  const { stdout } = await execa('docker', ['ps', '--all', '--format', '{{.Names}}', '--filter', `label=io.x-k8s.kind.cluster=${cluster}`]);
  return stdout.split('\n').filter((line) => line !== '');
}
