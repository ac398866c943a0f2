/** Every kind of object that an installation may consist of: where to look for what an earlier one made. */
import {
  configMaps,
  customResourceDefinitions,
  deployments,
  leases,
  namespaces,
  secrets,
  serviceAccounts,
  services,
} from '../../../../clusters/kinds.ts';
import { apiVersionOf, type KubernetesObject, type ResourceKind } from '../../../../clusters/objects.ts';

function kind(group: string, name: string, plural: string, namespaced: boolean): ResourceKind {
  return { group, version: 'v1', kind: name, plural, namespaced };
}

const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io';

/** cert-manager's: served only where it is installed. */
const certificateKinds = [kind('cert-manager.io', 'Issuer', 'issuers', true), kind('cert-manager.io', 'Certificate', 'certificates', true)];

/** In no order. A cluster may not serve those of cert-manager. */
export const installationKinds: readonly ResourceKind[] = [
  namespaces,
  customResourceDefinitions,
  serviceAccounts,
  secrets,
  configMaps,
  services,
  deployments,
  leases,
  kind(rbac, 'ClusterRole', 'clusterroles', false),
  kind(rbac, 'ClusterRoleBinding', 'clusterrolebindings', false),
  kind(rbac, 'Role', 'roles', true),
  kind(rbac, 'RoleBinding', 'rolebindings', true),
  kind('policy', 'PodDisruptionBudget', 'poddisruptionbudgets', true),
  kind('networking.k8s.io', 'NetworkPolicy', 'networkpolicies', true),
  kind(admission, 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', false),
  kind(admission, 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', false),
  ...certificateKinds,
];

/** The kind of an object of an installation. Throws for one that no installation has. */
export function installationKindOf({ apiVersion, kind: name }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): ResourceKind {
  const found = installationKinds.find((each) => each.kind === name && apiVersionOf(each) === apiVersion);
  if (!found) throw new Error(`No installation has a ${name} of ${apiVersion}.`);
  return found;
}
