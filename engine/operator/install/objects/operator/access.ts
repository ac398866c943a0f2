import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import type { InstallOptions } from '../../options.ts';
import { grantInCluster, grantInNamespace, planAccount } from '../access.ts';
import { operatorName } from '../metadata.ts';
import { clusterRules, ownRules, servingRules } from './rules.ts';

/** The operator's account and its rights: in the cluster or in the one namespace it serves, and in that of our parts. */
export function planOperatorAccess(options: InstallOptions): KubernetesObject[] {
  const { scope, namespace } = options;
  const who = { component: 'operator', account: operatorName } as const;
  const serving = { ...who, name: operatorName, rules: servingRules() };
  const inCluster = { ...serving, rules: [...serving.rules, ...clusterRules(options)] };
  const own = { ...who, name: `${operatorName}-own`, rules: ownRules(options) };
  return [
    planAccount(operatorName, 'operator', options),
    ...(scope.kind === 'cluster' ? grantInCluster(inCluster, options) : grantInNamespace(scope.namespace, serving, options)),
    ...grantInNamespace(namespace, own, options),
  ];
}
