import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { forwardService } from '../../../clusters/forwarding/forward.ts';
import { pods } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { eventually } from '../../helpers/eventually.ts';
import { noKindCluster, startKindCluster } from '../../helpers/kind-cluster.ts';
import type { RealCluster } from '../../helpers/real-cluster.ts';
import { makePod, makeService, serviceAddress } from './helpers/served-pods.ts';

const skipped = noKindCluster ? ` (skipped: ${noKindCluster})` : '';

describe.skipIf(noKindCluster)(`a forward into a kind cluster${skipped}`, () => {
  let kind: RealCluster;
  let cluster: Cluster;
  beforeAll(async () => {
    kind = await startKindCluster();
    cluster = clusterOf(systemClock);
    await makeService(cluster);
  }, 180_000);
  afterAll(() => kind?.[Symbol.asyncDispose](), 60_000);

  function clusterOf(clock: Clock): Cluster {
    return createKubernetesCluster({ kubeconfigPath: kind.kubeconfigPath, clock, log: silentLog });
  }

  it('streams fifty answers side by side, and goes to another pod when the first is deleted', async () => {
    await makePod(cluster, 'one');
    await using forward = await forwardService({
      cluster,
      service: serviceAddress,
      clock: systemClock,
      random: Math.random,
      log: silentLog,
    });
    await eventually(() => forward.state().phase === 'ready');
    const start = performance.now();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(`${forward.url}/stream`)));
    for (const answer of answers) expect(answer.split('\n')).toHaveLength(21);
    console.log(`fifty answers of half a second each in ${Math.round(performance.now() - start)} ms`);

    const endless = await begun(`${forward.url}/endless`);
    await cluster.delete(pods, { namespace: 'default', name: 'one' }, { gracePeriodSeconds: 1 });
    await expect(buffer(endless)).rejects.toThrow('aborted');
    await eventually(() => forward.state().phase === 'waiting', { timeoutMs: 30_000 });
    await makePod(cluster, 'two');
    expect(await eventually(() => ask(forward.url), { timeoutMs: 30_000 })).toBe('two');
    expect(forward.state()).toMatchObject({ phase: 'ready', message: null });
  });

  it('has its pings answered by real servers, so that an idle connection stays', async () => {
    // Twenty seconds of waiting between two pings become one.
    let rounds = 0;
    const hasty: Clock = {
      ...systemClock,
      setTimeout: (callback, milliseconds) =>
        setTimeout(() => {
          rounds += 1;
          callback();
        }, milliseconds / 20),
    };
    await makePod(cluster, 'idle');
    const connection = await clusterOf(hasty).forward({ namespace: 'default', name: 'idle' }, 7000);
    const answer = text(connection);
    await eventually(() => rounds >= 6, { timeoutMs: 30_000 });
    expect(connection.destroyed).toBe(false);
    connection.write('GET / HTTP/1.0\r\n\r\n');
    expect(await answer).toMatch(/idle$/);
  });
});

function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: new Agent({ keepAlive: false }) }, (answer) => text(answer).then(resolve, reject)).once('error', reject);
  });
}

async function begun(url: string): Promise<IncomingMessage> {
  const [answer] = (await once(get(url, { agent: new Agent({ keepAlive: false }) }), 'response')) as [IncomingMessage];
  await once(answer, 'readable');
  return answer;
}
