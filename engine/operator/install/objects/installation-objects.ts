/** What an installation consists of. */
import type { KubernetesObject } from '../../../../clusters/objects.ts';
import type { InstallOptions } from '../options.ts';
import { planCustomResources } from './custom-resources.ts';
import { planGatewayAccess } from './gateway/access.ts';
import { planGateway } from './gateway/gateway.ts';
import { planNamespace } from './namespace.ts';
import { planOperatorAccess } from './operator/access.ts';
import { planOperator } from './operator/operator.ts';
import { planCertificate } from './webhooks/certificate.ts';
import { planWebhooks } from './webhooks/webhooks.ts';

/**
 * Every object, in order of application: each after what it needs, and webhooks last, when somebody answers them.
 * In namespace scope nothing is outside of namespaces: the namespaces and the kinds must be there.
 */
export function installationObjects(options: InstallOptions): KubernetesObject[] {
  const { scope, operator } = options;
  return [
    ...(scope.kind === 'cluster' ? [planNamespace(options), ...planCustomResources(options)] : []),
    ...(operator === 'pods' ? programObjects(options) : []),
  ];
}

/** Operator and gateway with all that they need, but the namespace and the kinds. */
export function programObjects(options: InstallOptions): KubernetesObject[] {
  return [
    ...planOperatorAccess(options),
    ...planGatewayAccess(options),
    ...(options.webhooks && options.certificates === 'cert-manager' ? planCertificate(options) : []),
    ...planOperator(options),
    ...planGateway(options),
    ...(options.webhooks ? planWebhooks(options) : []),
  ];
}
