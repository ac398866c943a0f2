import { expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { deployments } from '../../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { serve } from './serving.ts';

it('warns of an unknown field in process as over HTTPS', async () => {
  await using server = await serve();
  const overHttps = createKubernetesCluster({ kubeconfigPath: server.kubeconfig, clock: systemClock, log: silentLog });
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a' }] } };
  const spec = { replicaz: 1, selector: { matchLabels: { app: 'a' } }, template };
  for (const [name, cluster] of Object.entries({ local: server.cluster, remote: overHttps })) {
    const warnings: string[] = [];
    await cluster.create(
      deployments,
      { metadata: { namespace: 'default', name }, spec },
      { onWarning: (message) => warnings.push(message) },
    );
    expect(warnings).toEqual(['unknown field "spec.replicaz"']);
  }
});
