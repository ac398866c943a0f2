/** A ServiceAccount with rights of its own on a real API server, and a kubeconfig with its token. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { namespaces, serviceAccounts } from '../../../../clusters/kinds.ts';
import type { KubernetesObject, ResourceKind } from '../../../../clusters/objects.ts';
import { createRawRequests } from '../../../helpers/raw-requests.ts';

export interface RestrictedAccount extends AsyncDisposable {
  namespace: string;
  kubeconfigPath: string;
}

export interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

interface Role extends KubernetesObject {
  rules: Rule[];
}

const kindOf = <T extends KubernetesObject>(kind: string, plural: string): ResourceKind<T> => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});
const roles = kindOf<Role>('Role', 'roles');
const roleBindings = kindOf<KubernetesObject & { roleRef: object; subjects: object[] }>('RoleBinding', 'rolebindings');

/** In a namespace of its own, which ends with its scope. */
export async function restrictedAccount(administrator: { cluster: Cluster; kubeconfigPath: string }, rules: Rule[], folder: string) {
  const { cluster, kubeconfigPath } = administrator;
  const namespace = `remote-${Math.random().toString(36).slice(2, 8)}`;
  const name = 'somebody';
  await cluster.create(namespaces, { metadata: { name: namespace } });
  await cluster.create(serviceAccounts, { metadata: { namespace, name } });
  await cluster.create(roles, { metadata: { namespace, name }, rules });
  await cluster.create(roleBindings, {
    metadata: { namespace, name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', namespace, name }],
  });
  const path = join(folder, `${namespace}.yaml`);
  await writeFile(path, stringify(await withToken(kubeconfigPath, await tokenOf(kubeconfigPath, { namespace, name }))));
  const account: RestrictedAccount = {
    namespace,
    kubeconfigPath: path,
    [Symbol.asyncDispose]: () => cluster.delete(namespaces, { name: namespace }),
  };
  return account;
}

async function tokenOf(kubeconfigPath: string, { namespace, name }: { namespace: string; name: string }): Promise<string> {
  const answer = await createRawRequests(kubeconfigPath)({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  });
  return answer.json<{ status: { token: string } }>().status.token;
}

async function withToken(kubeconfigPath: string, token: string): Promise<object> {
  const config = parse(await readFile(kubeconfigPath, 'utf8')) as { users: { name: string; user: object }[] };
  return { ...config, users: config.users.map(({ name }) => ({ name, user: { token } })) };
}
