/** Being a ServiceAccount of an installation. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import { parse, stringify } from 'yaml';
import { systemClock } from '../../../../../clusters/clock.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import { createKubernetesCluster } from '../../../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../../../clusters/log.ts';
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import { temporaryFolder } from '../../../../helpers/temporary-folder.ts';

export interface AccountAccess extends AsyncDisposable {
  readonly kubeconfigPath: string;
  readonly cluster: Cluster;
}

/** A kubeconfig that has the account's token and nothing of the administrator's. */
export async function accessAs(account: string, adminKubeconfig: string, namespace = 'slipway-system'): Promise<AccountAccess> {
  const folder = await temporaryFolder();
  const { stdout } = await execa('kubectl', ['--kubeconfig', adminKubeconfig, '-n', namespace, 'create', 'token', account]);
  const config = parse(await readFile(adminKubeconfig, 'utf8')) as { users: { user: object }[] };
  for (const user of config.users) user.user = { token: stdout.trim() };
  const kubeconfigPath = join(folder.path, 'kubeconfig');
  await writeFile(kubeconfigPath, stringify(config));
  const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
  return { kubeconfigPath, cluster, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** The command line of a Deployment's program, on ports that are free here. */
export function commandLineOf(objects: readonly KubernetesObject[], name: string): string[] {
  const found = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata?.name === name) as Deployment | undefined;
  const words = found?.spec?.template.spec?.containers[0]?.args ?? [];
  const moved = words.map((word, index) => (/^--(.*-)?port$/.test(words[index - 1] ?? '') ? '0' : word));
  return moved.map((word) => (word === '0.0.0.0' ? '127.0.0.1' : word));
}
