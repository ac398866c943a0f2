/** The operator: two replicas, of which one works. */
import type { Service, VolumeMount } from 'kubernetes-types/core/v1.d.ts';
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import type { InstallOptions } from '../../options.ts';
import { type Program, planDeployment } from '../deployment.ts';
import { planDisruptionBudget } from '../disruption-budget.ts';
import { operatorName, partMeta, selectorOf, webhookName } from '../metadata.ts';
import { fromAnywhere, planNetworkPolicy, toApiServer, toDns } from '../network-policy.ts';
import { probesOn } from '../probes.ts';
import { operatorArguments } from './arguments.ts';
import { certificateFolder, metricsPort, webhookPort } from './ports.ts';

export function planOperator(options: InstallOptions): KubernetesObject[] {
  const ports = options.webhooks ? ['metrics', 'webhook'] : ['metrics'];
  return [
    ...(options.webhooks ? [planWebhookService(options)] : []),
    planDeployment(operatorProgram(options), options),
    ...planDisruptionBudget(operatorName, 'operator', options),
    ...planNetworkPolicy(
      { name: operatorName, component: 'operator', ingress: [fromAnywhere(...ports)], egress: [toDns, toApiServer] },
      options,
    ),
  ];
}

function planWebhookService(options: InstallOptions): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: partMeta(webhookName, 'operator', options),
    spec: { selector: selectorOf('operator'), ports: [{ name: 'https', port: 443, targetPort: 'webhook', protocol: 'TCP' }] },
  };
}

function operatorProgram(options: InstallOptions): Program {
  const { images, replicas, webhooks } = options;
  const webhook = { name: 'webhook', containerPort: webhookPort, protocol: 'TCP' as const };
  return {
    name: operatorName,
    component: 'operator',
    replicas: replicas.operator,
    metricsPort,
    container: {
      image: images.operator,
      args: operatorArguments(options),
      ports: [{ name: 'metrics', containerPort: metricsPort, protocol: 'TCP' }, ...(webhooks ? [webhook] : [])],
      ...probesOn('metrics'),
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } },
      ...certificateMount(options),
      // API servers learn late that a pod ends: until then they are answered, and nothing comes in unseen.
      ...(webhooks ? { lifecycle: { preStop: { sleep: { seconds: 5 } } } } : {}),
    },
    volumes: usesCertificateFiles(options) ? [{ name: 'certificate', secret: { secretName: webhookName } }] : [],
  };
}

function certificateMount(options: InstallOptions): { volumeMounts?: VolumeMount[] } {
  return usesCertificateFiles(options) ? { volumeMounts: [{ name: 'certificate', mountPath: certificateFolder, readOnly: true }] } : {};
}

function usesCertificateFiles({ webhooks, certificates }: InstallOptions): boolean {
  return webhooks && certificates === 'cert-manager';
}
