import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { forwardService } from '../../../clusters/forwarding/forward.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { type Sandbox, startSandbox } from '../../../clusters/sandbox/sandbox.ts';
import { eventually } from '../../helpers/eventually.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { testImages } from '../sandbox/running-machinery.ts';
import { makePod, makeService, serviceAddress } from './helpers/served-pods.ts';

it('a forward outlives a restart of the API server, on the same port', async () => {
  await using folder = await temporaryFolder();
  const start = (port?: number): Promise<Sandbox> =>
    startSandbox({
      dataDirectory: folder.path,
      images: testImages,
      clock: systemClock,
      random: Math.random,
      log: silentLog,
      ...(port && { port }),
    });
  const first = await start();
  const cluster = createKubernetesCluster({ kubeconfigPath: first.kubeconfigPath, clock: systemClock, log: silentLog });
  await makeService(cluster);
  await makePod(cluster, 'one');
  await using forward = await forwardService({
    cluster,
    service: serviceAddress,
    clock: systemClock,
    random: Math.random,
    log: silentLog,
  });
  expect(await ask(forward.url)).toBe('one');

  await first.stop();
  await expect(ask(forward.url)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(forward.state()).toMatchObject({ message: expect.stringContaining('did not answer') });

  const second = await start(Number(new URL(first.url).port));
  try {
    await eventually(async () => (await ask(forward.url)) === 'one', { timeoutMs: 25_000 });
    await eventually(() => forward.state().phase === 'ready');
  } finally {
    await second.stop();
  }
}, 60_000);

function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (answer) => text(answer).then(resolve, reject)).once('error', reject);
  });
}
