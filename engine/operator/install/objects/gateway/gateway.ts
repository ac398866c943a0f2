/** The gateway: what clients of all models talk to. */
import type { Service } from 'kubernetes-types/core/v1.d.ts';
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import type { InstallOptions } from '../../options.ts';
import { type Program, planDeployment } from '../deployment.ts';
import { planDisruptionBudget } from '../disruption-budget.ts';
import { gatewayName, partMeta, selectorOf } from '../metadata.ts';
import { fromAnywhere, planNetworkPolicy, toApiServer, toDns, toModelServers } from '../network-policy.ts';
import { probesOn } from '../probes.ts';

/** Inference, probes and metrics are on one port. */
const httpPort = 8000;

export function planGateway(options: InstallOptions): KubernetesObject[] {
  return [
    planService(options),
    planDeployment(gatewayProgram(options), options),
    ...planDisruptionBudget(gatewayName, 'gateway', options),
    ...planNetworkPolicy(
      { name: gatewayName, component: 'gateway', ingress: [fromAnywhere('http')], egress: [toDns, toApiServer, toModelServers(options)] },
      options,
    ),
  ];
}

function planService(options: InstallOptions): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: partMeta(gatewayName, 'gateway', options),
    spec: {
      selector: selectorOf('gateway'),
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
    },
  };
}

function gatewayProgram(options: InstallOptions): Program {
  const { images, replicas, scope } = options;
  return {
    name: gatewayName,
    component: 'gateway',
    replicas: replicas.gateway,
    metricsPort: httpPort,
    container: {
      image: images.gateway,
      args: [
        ...['--host', '0.0.0.0', '--port', String(httpPort)],
        // Load balancers learn late that a pod ends; then answers that run may finish.
        ...['--leave-seconds', '5', '--drain-seconds', '30'],
        ...(scope.kind === 'namespace' ? ['--watch-namespace', scope.namespace] : []),
      ],
      ports: [{ name: 'http', containerPort: httpPort, protocol: 'TCP' }],
      ...probesOn('http'),
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2', memory: '512Mi' } },
    },
  };
}
