/** What is rendered is what a real API server accepts: kubectl, server-side, nothing kept. */
import { execa } from 'execa';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../clusters/clock.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import { namespaces, pods } from '../../../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../../../clusters/log.ts';
import { installationObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { planNamespace } from '../../../../../engine/operator/install/objects/namespace.ts';
import { defaultInstallOptions, type InstallOptions } from '../../../../../engine/operator/install/options.ts';
import { renderYaml } from '../../../../../engine/operator/install/render/yaml.ts';
import { noRealCluster, openRealCluster, type RealCluster } from '../../../../helpers/real-cluster.ts';

describe.skipIf(noRealCluster !== undefined)('an installation, as a real API server sees it', () => {
  const namespace = `dry-${Math.random().toString(36).slice(2, 8)}`;
  const usual = defaultInstallOptions('0.1.0', { namespace });
  let real: RealCluster;
  let cluster: Cluster;

  beforeAll(async () => {
    real = await openRealCluster();
    cluster = createKubernetesCluster({ kubeconfigPath: real.kubeconfigPath, clock: systemClock, log: silentLog });
    // With its labels: the pods must be let in where only those without privileges are.
    await cluster.create(namespaces, planNamespace(usual));
  });

  afterAll(async () => {
    await cluster?.delete(namespaces, { name: namespace });
    await real?.[Symbol.asyncDispose]();
  });

  it.each<[string, Partial<InstallOptions>]>([
    ['unless told otherwise', {}],
    ['with simulated models and Secrets for pulling', { simulated: true, imagePullSecrets: ['registry'] }],
    ['in one namespace', { scope: { kind: 'namespace', namespace } }],
  ])('is accepted without a warning, %s', async (_, chosen) => {
    const input = renderYaml(installationObjects(defaultInstallOptions('0.1.0', { namespace, ...chosen })));
    const words = ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', '-f', '-'];
    const { stdout, stderr } = await execa('kubectl', ['--kubeconfig', real.kubeconfigPath, ...words], { input });
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toHaveLength(input.split('\n---\n').length);
  });

  it('has pods that a namespace lets in where only those without privileges are', async () => {
    const programs = installationObjects(usual).filter(({ kind }) => kind === 'Deployment') as Deployment[];
    expect(programs).toHaveLength(2);
    for (const { spec } of programs) {
      const pod = {
        metadata: { generateName: 'program-', namespace, labels: spec?.template.metadata?.labels ?? {} },
        spec: spec?.template.spec,
      };
      // The account is not there: it is only dry.
      const asDefault = { ...pod, spec: { ...pod.spec, serviceAccountName: 'default', containers: pod.spec?.containers ?? [] } };
      const warnings: string[] = [];
      await cluster.create(pods, asDefault, { dryRun: true, fieldValidation: 'Strict', onWarning: (message) => warnings.push(message) });
      expect(warnings).toEqual([]);
    }
  });
});
