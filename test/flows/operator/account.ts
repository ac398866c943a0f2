/** Service accounts of a real API server, with rights that a test says, and kubeconfigs to act as one. */
import { readFile, writeFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import type { Cluster } from '../../../clusters/cluster.ts';
import type { KubernetesObject, ResourceKind } from '../../../clusters/objects.ts';

interface Account {
  readonly name: string;
  readonly namespace: string;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Gives the account these rights in its own namespace, or everywhere. */
export async function grant(
  cluster: Cluster,
  account: Account,
  where: 'own namespace' | 'everywhere',
  rules: readonly Rule[],
): Promise<void> {
  const { name, namespace } = account;
  const prefix = where === 'everywhere' ? 'Cluster' : '';
  const metadata = { name, ...(where === 'everywhere' ? {} : { namespace }) };
  await cluster.create(rbac(`${prefix}Role`), { metadata, rules });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: `${prefix}Role`, name };
  await cluster.create(rbac(`${prefix}RoleBinding`), { metadata, subjects: [{ kind: 'ServiceAccount', name, namespace }], roleRef });
}

/** Writes a kubeconfig by which an administrator acts as the account. */
export async function writeKubeconfigAs({ name, namespace }: Account, { from, to }: { from: string; to: string }): Promise<void> {
  const kubeconfig = parse(await readFile(from, 'utf8')) as { users: { user: Record<string, unknown> }[] };
  for (const { user } of kubeconfig.users) user['as'] = `system:serviceaccount:${namespace}:${name}`;
  await writeFile(to, stringify(kubeconfig));
}

function rbac(kind: string): ResourceKind<KubernetesObject & Record<string, unknown>> {
  const plural = `${kind.toLowerCase()}s`;
  return { group: 'rbac.authorization.k8s.io', version: 'v1', kind, plural, namespaced: !kind.startsWith('Cluster') };
}
