import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './load.ts';
import { nobody, type SelectedContext } from './select-context.ts';

/** Where a pod finds its service account. */
const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What the context of the pod that we run in is called; no kubeconfig has it. */
export const inClusterName = 'in-cluster';

/** The context of the pod that we run in, or undefined outside of one. */
export async function inClusterContext(environment: Environment, folder = accountFolder): Promise<SelectedContext | undefined> {
  const [host, port] = [environment['KUBERNETES_SERVICE_HOST'], environment['KUBERNETES_SERVICE_PORT']];
  const tokenFile = join(folder, 'token');
  if (!host || !port || !(await exists(tokenFile))) return undefined;
  const name = inClusterName;
  return {
    name,
    clusterName: name,
    cluster: {
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      tlsServerName: '',
      insecure: false,
      authority: { data: undefined, file: join(folder, 'ca.crt') },
      proxyUrl: '',
      disableCompression: false,
      programConfig: undefined,
    },
    userName: name,
    user: { ...nobody, tokenFile },
    namespace: environment['POD_NAMESPACE'] || 'default',
  };
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
