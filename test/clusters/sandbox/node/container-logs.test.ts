import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { expect, it } from 'vitest';
import type { LogOptions } from '../../../../clusters/cluster.ts';
import { silentLog } from '../../../../clusters/log.ts';
import type { Stored } from '../../../../clusters/objects.ts';
import { type ContainerLogs, createContainerLogs } from '../../../../clusters/sandbox/node/container-logs.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

/** One container that ended, in its first run. */
const pod = {
  metadata: { name: 'one', namespace: 'default', uid: 'uid' },
  spec: { containers: [{ name: 'main', image: 'x' }] },
  status: {
    containerStatuses: [{ name: 'main', restartCount: 0, containerID: 'slipway://1', state: { terminated: { exitCode: 0 } } }],
  },
} as unknown as Stored<Pod>;

async function linesOf(logs: ContainerLogs, options: LogOptions = {}): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of logs.read(pod, options)) lines.push(line);
  return lines;
}

it('gives the last lines of a container to who reads the moment it ended', async () => {
  await using folder = await temporaryFolder();
  const logs = createContainerLogs(folder.path, new SimulatedClock(), silentLog);
  const file = logs.open({ podUid: 'uid', container: 'main', run: 0 });
  file.append('first');
  file.append('last');
  const closed = file.close();
  expect(await linesOf(logs)).toEqual(['first', 'last']);
  await closed;
  expect(await linesOf(logs)).toEqual(['first', 'last']);
});

it('gives the lines from a time on', async () => {
  await using folder = await temporaryFolder();
  const clock = new SimulatedClock();
  const logs = createContainerLogs(folder.path, clock, silentLog);
  const file = logs.open({ podUid: 'uid', container: 'main', run: 0 });
  file.append('early');
  await clock.advance(10_000);
  const sinceTime = new Date(clock.now()).toISOString();
  file.append('late');
  await clock.advance(1_000);
  expect(await linesOf(logs, { sinceTime })).toEqual(['late']);
  expect(await linesOf(logs, { sinceSeconds: 1, timestamps: true })).toEqual([`${sinceTime} late`]);
  expect(await linesOf(logs, { sinceSeconds: 3600 })).toEqual(['early', 'late']);
  await file.close();
});
