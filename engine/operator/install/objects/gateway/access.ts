import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import type { InstallOptions } from '../../options.ts';
import { grantInCluster, grantInNamespace, planAccount } from '../access.ts';
import { gatewayName } from '../metadata.ts';
import { gatewayRules } from './rules.ts';

/** The gateway's account, and its right to read what it serves. */
export function planGatewayAccess(options: InstallOptions): KubernetesObject[] {
  const grant = { name: gatewayName, component: 'gateway', account: gatewayName, rules: gatewayRules() } as const;
  const { scope } = options;
  const granted = scope.kind === 'cluster' ? grantInCluster(grant, options) : grantInNamespace(scope.namespace, grant, options);
  return [planAccount(gatewayName, 'gateway', options), ...granted];
}
